package catalog

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A ParseError is a mistake in a pack. It prints as file:line: path: text.
type ParseError struct {
	File string // as given to Parse
	Line int    // 1-based; 0 when unknown
	Path string // of the key: operations[3].refusal[0].form; "" for the whole file
	Text string
}

func (e *ParseError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		b.WriteString(":" + strconv.Itoa(e.Line))
	}
	if e.Path != "" {
		b.WriteString(": " + e.Path)
	}
	return b.String() + ": " + e.Text
}

// A decoder turns one YAML document into Go values, strictly: no unknown or repeated key, no
// conversion between scalar types, no anchors, aliases or tags. The library's own strict mode reads
// numbers as strings and gives no key paths, so only its parser is used.
type decoder struct {
	file  string
	lines map[string]int // path of a key or element -> its line, for the checks that follow decoding
}

// decode reads data into the struct that dst points to.
func (d *decoder) decode(data []byte, dst any) error {
	f, err := parser.ParseBytes(data, 0)
	if err != nil {
		return d.syntaxError(err)
	}
	var body ast.Node
	for _, doc := range f.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			return d.errorAt(doc.Body, "", "a second document; want one per file")
		}
		body = doc.Body
	}
	if body == nil {
		return &ParseError{File: d.file, Text: "the file is empty"}
	}
	return d.value(body, "", reflect.ValueOf(dst).Elem())
}

func (d *decoder) syntaxError(err error) error {
	if y, ok := errors.AsType[yaml.Error](err); ok {
		e := &ParseError{File: d.file, Text: y.GetMessage()}
		if t := y.GetToken(); t != nil && t.Position != nil {
			e.Line = t.Position.Line
		}
		return e
	}
	return &ParseError{File: d.file, Text: err.Error()}
}

func (d *decoder) errorAt(n ast.Node, path, format string, args ...any) error {
	return &ParseError{File: d.file, Line: line(n), Path: path, Text: fmt.Sprintf(format, args...)}
}

func line(n ast.Node) int {
	// The token of a block mapping is the colon of its first entry, that of an entry its own colon.
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// value decodes n, which stands at path, into v.
func (d *decoder) value(n ast.Node, path string, v reflect.Value) error {
	d.lines[path] = line(n)
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(n, path, v.Elem())
	case reflect.Struct:
		return d.mapping(n, path, v)
	case reflect.Slice:
		return d.sequence(n, path, v)
	}
	return d.scalar(n, path, v)
}

func (d *decoder) mapping(n ast.Node, path string, v reflect.Value) error {
	m, ok := n.(ast.MapNode)
	if !ok {
		return d.errorAt(n, path, "want a mapping, have %s", describe(n))
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		key, ok := it.Key().(*ast.StringNode)
		if !ok {
			return d.errorAt(it.Key(), path, "a key must be a plain word, have %s", describe(it.Key()))
		}
		at := key.Value
		if path != "" {
			at = path + "." + at
		}
		field, known := fieldOf(v, key.Value)
		switch {
		case !known:
			return d.errorAt(key, at, "unknown key%s", DidYouMean(key.Value, keysOf(v.Type())))
		case seen[key.Value]:
			return d.errorAt(key, at, "the key is given twice")
		}
		seen[key.Value] = true
		if err := d.value(it.Value(), at, field); err != nil {
			return err
		}
		d.lines[at] = line(key)
	}
	return nil
}

func (d *decoder) sequence(n ast.Node, path string, v reflect.Value) error {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		return d.errorAt(n, path, "want a list, have %s", describe(n))
	}
	v.Set(reflect.MakeSlice(v.Type(), len(s.Values), len(s.Values)))
	for i, e := range s.Values {
		if err := d.value(e, path+"["+strconv.Itoa(i)+"]", v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoder) scalar(n ast.Node, path string, v reflect.Value) error {
	wrong := func(want string) error { return d.errorAt(n, path, "want %s, have %s", want, describe(n)) }
	switch v.Kind() {
	case reflect.String:
		switch n := n.(type) {
		case *ast.StringNode:
			v.SetString(n.Value)
		case *ast.LiteralNode:
			v.SetString(n.Value.Value)
		default:
			return wrong("text")
		}
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			return wrong("true or false")
		}
		v.SetBool(b.Value)
	case reflect.Int, reflect.Int64:
		i, ok := n.(*ast.IntegerNode)
		if !ok {
			return wrong("an integer")
		}
		switch x := i.Value.(type) {
		case int64:
			v.SetInt(x)
		case uint64:
			if x > math.MaxInt64 {
				return d.errorAt(n, path, "%d is too large", x)
			}
			v.SetInt(int64(x))
		}
	case reflect.Uint64:
		i, ok := n.(*ast.IntegerNode)
		if !ok {
			return wrong("a non-negative integer")
		}
		switch x := i.Value.(type) {
		case uint64:
			v.SetUint(x)
		case int64:
			if x < 0 {
				return wrong("a non-negative integer")
			}
			v.SetUint(uint64(x))
		}
	}
	return nil
}

// fieldOf returns the field of the struct v that the YAML key names.
func fieldOf(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("yaml") == key {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func keysOf(t reflect.Type) []string {
	keys := make([]string, t.NumField())
	for i := range keys {
		keys[i] = t.Field(i).Tag.Get("yaml")
	}
	return keys
}

func describe(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return "the text " + strconv.Quote(n.Value)
	case *ast.LiteralNode:
		return "text"
	case *ast.NullNode:
		return "nothing"
	case ast.MapNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return "an anchor, alias or tag, which packs do not use"
	}
	return n.String()
}
