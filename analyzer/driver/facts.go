package driver

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"io"
	"maps"
	"reflect"
	"slices"
	"sort"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A factTable holds the encoded facts of packages by package path. Facts stay
// encoded on their way through packages that do not ask for them. Tables are
// not changed once they are shared.
type factTable map[string]encodedFacts

// mergeFacts returns the union of tables. Two tables never disagree about a
// package, because within one build there is one package of each path.
func mergeFacts(tables ...factTable) factTable {
	var union factTable
	owned := false
	for _, t := range tables {
		if len(union) == 0 {
			union, owned = t, false
			continue
		}
		for path, data := range t {
			if _, ok := union[path]; ok {
				continue
			}
			if !owned {
				union, owned = cloneFacts(union), true
			}
			union[path] = data
		}
	}
	return union
}

// withFacts returns t extended by one package's encoded facts, if it has any.
func (t factTable) withFacts(path string, data encodedFacts) factTable {
	if len(data) == 0 {
		return t
	}
	t = cloneFacts(t)
	t[path] = data
	return t
}

func cloneFacts(t factTable) factTable {
	c := make(factTable, len(t)+1)
	for path, data := range t {
		c[path] = data
	}
	return c
}

// A factName identifies a fact across processes. Object is empty for a fact about the
// package itself.
type factName struct {
	Object objectpath.Path
	Type   string
}

// factTypes maps the stable names of fact types to the types, which are pointers.
type factTypes map[string]reflect.Type

func (ft factTypes) add(facts []analysis.Fact) {
	for _, f := range facts {
		t := reflect.TypeOf(f)
		ft[factTypeName(t)] = t
	}
}

// number has gob number the types in the order of their names. Gob numbers types as a process comes to
// use them, and what it writes has the numbers in it.
func (ft factTypes) number() {
	enc := gob.NewEncoder(io.Discard)
	_ = enc.Encode([]factName{}) // an error comes again where facts are encoded
	for _, name := range slices.Sorted(maps.Keys(ft)) {
		_ = enc.EncodeValue(reflect.New(ft[name].Elem()))
	}
}

func factTypeName(t reflect.Type) string { return t.Elem().PkgPath() + "." + t.Elem().Name() }

// A localFact is the key of a fact about the package under analysis; a nil
// object stands for the package.
type localFact struct {
	object types.Object
	typ    reflect.Type
}

// A factSet is what one package's analysis reads and writes facts through.
type factSet struct {
	pkg      *types.Package
	types    factTypes
	local    map[localFact]analysis.Fact
	imported factTable
	decoded  map[string]map[factName]analysis.Fact
	analysed func(pkgPath string) bool // nil if all imports are
	paths    objectpath.Encoder
	err      error // the first imported table that did not decode
}

// A presenceFact is a package fact that says no more than that the package was
// analysed. The driver knows that itself, of packages too that it never hands to
// the analyzer because the gate drops them, and keeps no such facts.
type presenceFact interface{ EveryPackage() }

func newFactSet(pkg *types.Package, ft factTypes, imported factTable) *factSet {
	ft.number()
	return &factSet{
		pkg:      pkg,
		types:    ft,
		local:    make(map[localFact]analysis.Fact),
		imported: imported,
		decoded:  make(map[string]map[factName]analysis.Fact),
	}
}

func (s *factSet) exportObject(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != s.pkg {
		panic(fmt.Sprintf("fact %T exported for %s, which belongs to another package", fact, obj))
	}
	s.local[localFact{obj, reflect.TypeOf(fact)}] = fact
}

func (s *factSet) exportPackage(fact analysis.Fact) {
	if _, ok := fact.(presenceFact); ok {
		return
	}
	s.local[localFact{nil, reflect.TypeOf(fact)}] = fact
}

func (s *factSet) importObject(obj types.Object, fact analysis.Fact) bool {
	if obj == nil {
		panic("fact asked for a nil object")
	}
	pkg := obj.Pkg()
	switch {
	case pkg == nil:
		return false // an object of the universe
	case pkg == s.pkg:
		return assign(fact, s.local[localFact{obj, reflect.TypeOf(fact)}])
	case len(s.imported[pkg.Path()]) == 0:
		return false
	}
	path, err := s.paths.For(obj)
	if err != nil {
		return false
	}
	return s.importNamed(pkg, path, fact)
}

func (s *factSet) importPackage(pkg *types.Package, fact analysis.Fact) bool {
	if _, ok := fact.(presenceFact); ok {
		return s.analysed == nil || s.analysed(pkg.Path())
	}
	if pkg == s.pkg {
		return assign(fact, s.local[localFact{nil, reflect.TypeOf(fact)}])
	}
	return s.importNamed(pkg, "", fact)
}

func (s *factSet) importNamed(pkg *types.Package, path objectpath.Path, fact analysis.Fact) bool {
	name := factName{path, factTypeName(reflect.TypeOf(fact))}
	return assign(fact, s.of(pkg.Path())[name])
}

// assign copies the pointed-to fact, if there is one.
func assign(dst, src analysis.Fact) bool {
	if src == nil {
		return false
	}
	reflect.ValueOf(dst).Elem().Set(reflect.ValueOf(src).Elem())
	return true
}

// of returns the decoded facts of an imported package.
func (s *factSet) of(pkgPath string) map[factName]analysis.Fact {
	facts, ok := s.decoded[pkgPath]
	if !ok {
		var err error
		facts, err = s.types.decode(s.imported[pkgPath])
		if err != nil && s.err == nil {
			s.err = fmt.Errorf("facts of %s are unreadable: %v", pkgPath, err)
		}
		s.decoded[pkgPath] = facts
	}
	return facts
}

// encode returns the facts about this package in a form that depends on
// nothing but the facts.
func (s *factSet) encode() (encodedFacts, error) {
	var names []factName
	facts := make(map[factName]analysis.Fact)
	head := label{ends: make(map[string]bool)}
	for key, fact := range s.local {
		name := factName{Type: factTypeName(key.typ)}
		if key.object != nil {
			path, err := s.paths.For(key.object)
			if err != nil {
				continue // no other package can name the object
			}
			name.Object = path
		}
		names = append(names, name)
		facts[name] = fact
		head.add(key.object, fact)
	}
	if len(names) == 0 {
		return nil, nil
	}
	sortFactNames(names)
	// Plain values in the order of the names: unlike interface values, they
	// need no global registration and carry each type's description once.
	buf := bytes.NewBuffer(head.encode())
	enc := gob.NewEncoder(buf)
	if err := enc.Encode(names); err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := enc.Encode(facts[name]); err != nil {
			return nil, fmt.Errorf("fact %T does not encode: %v", facts[name], err)
		}
	}
	return buf.Bytes(), nil
}

func (ft factTypes) decode(data encodedFacts) (map[factName]analysis.Fact, error) {
	if len(data) == 0 {
		return nil, nil
	}
	dec := gob.NewDecoder(bytes.NewReader(data.facts()))
	var names []factName
	if err := dec.Decode(&names); err != nil {
		return nil, err
	}
	facts := make(map[factName]analysis.Fact, len(names))
	for _, name := range names {
		t, ok := ft[name.Type]
		if !ok {
			return nil, fmt.Errorf("unknown fact type %s", name.Type)
		}
		v := reflect.New(t.Elem())
		if err := dec.DecodeValue(v); err != nil {
			return nil, err
		}
		facts[name] = v.Interface().(analysis.Fact)
	}
	return facts, nil
}

func sortFactNames(names []factName) {
	sort.Slice(names, func(i, j int) bool {
		if names[i].Object != names[j].Object {
			return names[i].Object < names[j].Object
		}
		return names[i].Type < names[j].Type
	})
}
