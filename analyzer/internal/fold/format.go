package fold

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/tools/go/ssa"

	"github.com/keymasterlint/keymaster/analyzer/internal/bdd"
)

// formatted returns what a printf-like call prints: a format, and the operands as a variadic list.
func (f *Folder) formatted(at ssa.Instruction, format, operands ssa.Value) []Value {
	all := f.text(at, f.P.Of(format))
	elems, ok := variadic(operands)
	if !ok {
		for i := range all {
			all[i].Text = fill(all[i].Text, nil)
		}
		return all
	}
	return cross(all, f.operands(at, elems), func(format, args Value) Value {
		return Value{Text: fill(format.Text, args.List), When: f.P.M.And(format.When, args.When)}
	})
}

// operands returns the texts of the operands that a call prints. One of which there is no text is a hole.
func (f *Folder) operands(at ssa.Instruction, elems []ssa.Value) []Value {
	all := []Value{{Kind: List, When: bdd.True}}
	for _, e := range elems {
		var texts []Value
		if e != nil {
			texts = f.text(at, f.P.Of(e))
		} else {
			texts = []Value{{When: bdd.True}}
		}
		all = cross(all, texts, func(l, t Value) Value {
			return Value{Kind: List, List: append(l.List[:len(l.List):len(l.List)], t.Text), When: f.P.M.And(l.When, t.When)}
		})
	}
	return all
}

// printed returns what fmt.Sprint and fmt.Sprintln make of their operands.
func (f *Folder) printed(at ssa.Instruction, operands ssa.Value, line bool) []Value {
	elems, ok := variadic(operands)
	if !ok {
		return nil
	}
	all := f.operands(at, elems)
	for i, args := range all {
		text := strings.Join(args.List, "")
		if line {
			text = strings.Join(args.List, " ") + "\n"
		}
		all[i] = Value{Text: text, When: args.When}
	}
	return all
}

// fill prints operands by a format as package fmt does, except that a number's flags and widths do not
// count. Operands that are missing are holes.
func fill(format string, operands []string) string {
	var b strings.Builder
	next := 0
	for {
		i := strings.IndexByte(format, '%')
		if i < 0 {
			b.WriteString(format)
			return b.String()
		}
		b.WriteString(format[:i])
		format = format[i+1:]
		flags := len(format) - len(strings.TrimLeft(format, "+-# 0123456789."))
		rest := format[flags:]
		if strings.HasPrefix(rest, "[") { // an explicit index: %[2]s
			if end := strings.IndexByte(rest, ']'); end > 0 {
				if n, err := strconv.Atoi(rest[1:end]); err == nil {
					next = n - 1
				}
				rest = rest[end+1:]
			}
		}
		if rest == "" {
			return b.String()
		}
		verb := rest[0]
		format = rest[1:]
		if verb == '%' {
			b.WriteByte('%')
			continue
		}
		operand := Hole(Unknown)
		if next >= 0 && next < len(operands) {
			operand = operands[next]
		}
		next++
		if verb == 'q' {
			operand = quote(operand)
		}
		b.WriteString(operand)
	}
}

// quote quotes a text as Go does, but for its holes.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if _, hole := HoleNumber(r); hole {
			b.WriteRune(r)
			continue
		}
		q := fmt.Sprintf("%q", string(r))
		b.WriteString(q[1 : len(q)-1])
	}
	b.WriteByte('"')
	return b.String()
}

// A script that is to be encoded stands between two runes of their own until its holes are filled.
const (
	beginEncoded = 0x10FFF0
	endEncoded   = 0x10FFF1
)

// encodedCommand returns the command line by which PowerShell is given a script in base64.
func encodedCommand(script string) string {
	return "powershell.exe -EncodedCommand " + string(rune(beginEncoded)) + script + string(rune(endEncoded))
}

// Encoded returns v as it is run: scripts that are to be encoded are, as base64 of UTF-16.
func (v Value) Encoded() Value { return v.apply(encode) }

func encode(text string) string {
	before, rest, ok := strings.Cut(text, string(rune(beginEncoded)))
	if !ok {
		return text
	}
	script, after, _ := strings.Cut(rest, string(rune(endEncoded)))
	var bytes []byte
	for _, u := range utf16.Encode([]rune(script)) {
		bytes = append(bytes, byte(u), byte(u>>8))
	}
	return before + base64.StdEncoding.EncodeToString(bytes) + encode(after)
}
