package catalog

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A ParseError is a mistake in a pack or in settings. It prints as file:line: path: text.
type ParseError struct {
	File string // as given to Parse; "" where there is none
	Line int    // 1-based; 0 when unknown
	Path string // of the key: operations[3].refusal[0].form; "" for the whole file
	Text string
	Same string // the path of a row that says the same, if that is what is wrong
}

func (e *ParseError) Error() string {
	var parts []string
	if e.File != "" {
		file := e.File
		if e.Line > 0 {
			file += ":" + strconv.Itoa(e.Line)
		}
		parts = append(parts, file)
	}
	if e.Path != "" {
		parts = append(parts, e.Path)
	}
	return oneLine(strings.Join(append(parts, e.Text), ": "))
}

// A Decoder turns one YAML document into Go values, strictly: no unknown or repeated key, no
// conversion between scalar types, no anchors, aliases or tags. The library's own strict mode reads
// numbers as strings and gives no key paths, so only its parser is used. Every error is a [*ParseError].
type Decoder struct {
	File  string // the name that errors give
	Empty bool   // a document without content is no error
	Fold  bool   // keys are taken in any case, as configuration libraries hand them on
	// OwnKey returns a key of the user's own, in the mapping at path, as it was written, where Fold is set.
	OwnKey func(path, key string) string

	lines map[string]int // path of a key or element -> its line, for the checks that follow decoding
}

// Line returns the line of what the last document has at path, or the line of what that stands in.
func (d *Decoder) Line(path string) int {
	for d.lines[path] == 0 && path != "" {
		path = path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
	}
	return d.lines[path]
}

// Has reports whether the last document has something at path.
func (d *Decoder) Has(path string) bool { _, ok := d.lines[path]; return ok }

// Decode reads data into the struct that dst points to. Its fields have their keys in tags for yaml.
func (d *Decoder) Decode(data []byte, dst any) error {
	d.lines = map[string]int{}
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
	if body == nil && d.Empty {
		return nil
	}
	if body == nil {
		return &ParseError{File: d.File, Text: "the file is empty"}
	}
	return d.value(body, "", reflect.ValueOf(dst).Elem())
}

func (d *Decoder) syntaxError(err error) error {
	if y, ok := errors.AsType[yaml.Error](err); ok {
		e := &ParseError{File: d.File, Text: y.GetMessage()}
		if t := y.GetToken(); t != nil && t.Position != nil {
			e.Line = t.Position.Line
		}
		return e
	}
	return &ParseError{File: d.File, Text: err.Error()}
}

func (d *Decoder) errorAt(n ast.Node, path, format string, args ...any) error {
	return &ParseError{File: d.File, Line: line(n), Path: path, Text: fmt.Sprintf(format, args...)}
}

func line(n ast.Node) int {
	// The token of a block mapping is the colon of its first entry, that of an entry its own colon.
	if t := n.GetToken(); t != nil && t.Position != nil {
		return t.Position.Line
	}
	return 0
}

// value decodes n, which stands at path, into v.
func (d *Decoder) value(n ast.Node, path string, v reflect.Value) error {
	d.lines[path] = line(n)
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return d.value(n, path, v.Elem())
	case reflect.Struct:
		return d.mapping(n, path, v)
	case reflect.Map:
		return d.table(n, path, v)
	case reflect.Slice:
		return d.sequence(n, path, v)
	}
	return d.scalar(n, path, v)
}

func (d *Decoder) mapping(n ast.Node, path string, v reflect.Value) error {
	names := keysOf(v.Type())
	canonical := func(key string) string {
		if i := slices.IndexFunc(names, func(name string) bool { return d.Fold && strings.EqualFold(name, key) }); i >= 0 {
			return names[i]
		}
		return key
	}
	return d.entries(n, path, canonical, func(key *ast.StringNode, at string, n ast.Node) error {
		i := slices.Index(names, canonical(key.Value))
		if i < 0 {
			return d.errorAt(key, at, "unknown key%s", DidYouMean(key.Value, names))
		}
		return d.value(n, at, v.Field(i))
	})
}

// table decodes a mapping whose keys are the user's own.
func (d *Decoder) table(n ast.Node, path string, v reflect.Value) error {
	v.Set(reflect.MakeMap(v.Type()))
	canonical := func(key string) string {
		if d.Fold && d.OwnKey != nil {
			return d.OwnKey(path, key)
		}
		return key
	}
	return d.entries(n, path, canonical, func(key *ast.StringNode, at string, n ast.Node) error {
		value := reflect.New(v.Type().Elem()).Elem()
		err := d.value(n, at, value)
		v.SetMapIndex(reflect.ValueOf(canonical(key.Value)), value)
		return err
	})
}

// entries calls entry for each entry of a mapping at path, with the entry's own path, in which its key
// stands as canonical has it.
func (d *Decoder) entries(n ast.Node, path string, canonical func(string) string, entry func(key *ast.StringNode, at string, n ast.Node) error) error {
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
		at := canonical(key.Value)
		if path != "" {
			at = path + "." + at
		}
		if seen[at] {
			return d.errorAt(key, at, "the key is given twice")
		}
		seen[at] = true
		if err := entry(key, at, it.Value()); err != nil {
			return err
		}
		d.lines[at] = line(key)
	}
	return nil
}

func (d *Decoder) sequence(n ast.Node, path string, v reflect.Value) error {
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

func (d *Decoder) scalar(n ast.Node, path string, v reflect.Value) error {
	wrong := func(want string) error { return d.errorAt(n, path, "want %s, have %s", want, describe(n)) }
	switch v.Kind() {
	case reflect.String:
		switch n := n.(type) {
		case *ast.StringNode:
			v.SetString(n.Value)
		case *ast.LiteralNode:
			v.SetString(n.Value.Value)
		case *ast.BoolNode:
			if v.Type() != reflect.TypeFor[Outcome]() {
				return wrong("text")
			}
			v.SetString(strconv.FormatBool(n.Value))
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

// keysOf returns the keys of a struct's fields; all but the exported ones, which come first, lack one.
func keysOf(t reflect.Type) []string {
	var keys []string
	for f := range t.Fields() {
		if f.IsExported() {
			keys = append(keys, f.Tag.Get("yaml"))
		}
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
