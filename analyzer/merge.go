package analyzer

import (
	"maps"
	"reflect"
	"slices"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/code"
)

// with returns s with what in sets, as [Settings.read] says.
func (s Settings) with(in Settings) Settings {
	out := s.clone()
	set := func(path string) bool {
		o, ok := in.origins[path]
		if ok {
			out.origins[path] = o
		}
		return ok
	}
	if set("tests") {
		out.Tests = in.Tests
	}
	if set("generated") {
		out.Generated = in.Generated
	}
	if set("nogate") {
		out.NoGate = in.NoGate
	}
	if set("require") {
		out.Require = in.Require
	}
	if set("names") {
		out.Names = in.Names
	}
	for name, on := range in.Packs {
		set("packs." + name)
		if out.Packs == nil {
			out.Packs = map[string]bool{}
		}
		out.Packs[name] = on
	}
	for id, level := range in.Codes {
		set("codes." + id)
		if out.Codes == nil {
			out.Codes = map[string]code.Severity{}
		}
		out.Codes[id] = level
	}
	added := func(list string, from, to int) {
		if o, ok := in.origins[indexed(list, from)]; ok {
			out.origins[indexed(list, to)] = o
		}
	}
	for i, name := range in.NoReturn {
		added("noreturn", i, len(out.NoReturn))
		out.NoReturn = append(out.NoReturn, name)
	}
	if set("rows.pack") {
		out.Rows.Pack = in.Rows.Pack
	}
	if set("rows.doc") {
		out.Rows.Doc = in.Rows.Doc
	}
	lists := rowLists(&out.Rows)
	for n, from := range rowLists(&in.Rows) {
		to := lists[n].value
		for i := range from.value.Len() {
			added("rows."+from.key, i, to.Len())
			to.Set(reflect.Append(to, from.value.Index(i)))
		}
	}
	return out
}

// clone returns settings that share nothing with s that is changed when settings are added.
func (s Settings) clone() Settings {
	s.origins = maps.Clone(s.origins)
	if s.origins == nil {
		s.origins = map[string]origin{}
	}
	s.Packs = maps.Clone(s.Packs)
	s.Codes = maps.Clone(s.Codes)
	s.Names = slices.Clone(s.Names)
	s.NoReturn = slices.Clip(s.NoReturn)
	for _, l := range rowLists(&s.Rows) {
		l.value.Set(l.value.Slice3(0, l.value.Len(), l.value.Len()))
	}
	return s
}

// A rowList is one kind of rows of a pack.
type rowList struct {
	key   string
	value reflect.Value // settable
}

// rowLists returns all kinds of rows of a pack, in the order of the format.
func rowLists(p *catalog.Pack) []rowList {
	var lists []rowList
	v := reflect.ValueOf(p).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Slice {
			lists = append(lists, rowList{v.Type().Field(i).Tag.Get("yaml"), v.Field(i)})
		}
	}
	return lists
}
