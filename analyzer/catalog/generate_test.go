package catalog_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

var update = flag.Bool("update", false, "write the files that are generated from packs/*.yml")

// TestGenerated compares packs_gen.go and docs/catalogue.md with what the packs say.
func TestGenerated(t *testing.T) {
	packs := sourcePacks(t)
	for name, want := range map[string][]byte{
		"packs_gen.go":            goSource(t, packs),
		"../../docs/catalogue.md": markdown(packs),
	} {
		if *update {
			if err := os.WriteFile(name, want, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if have, err := os.ReadFile(name); err != nil || !bytes.Equal(have, want) {
			t.Errorf("%s differs from packs/*.yml (%v); run go generate ./analyzer/catalog", name, err)
		}
	}
	if !*update && !reflect.DeepEqual(packs, catalog.Default().Packs()) {
		t.Error("the built-in packs are not those of packs/*.yml")
	}
}

// sourcePacks parses packs/*.yml in the order of their names.
func sourcePacks(t testing.TB) []*catalog.Pack {
	t.Helper()
	names, err := filepath.Glob("packs/*.yml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no packs: %v", err)
	}
	packs := make([]*catalog.Pack, len(names))
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if packs[i], err = catalog.Parse(filepath.ToSlash(name), data); err != nil {
			t.Fatal(err)
		}
	}
	return packs
}

func goSource(t *testing.T, packs []*catalog.Pack) []byte {
	var b strings.Builder
	b.WriteString("// Code generated from packs/*.yml by go generate. DO NOT EDIT.\n\npackage catalog\n\n")
	b.WriteString("var builtinPacks = []*Pack{\n")
	for _, p := range packs {
		literal(&b, reflect.ValueOf(*p), true)
		b.WriteString(",\n")
	}
	b.WriteString("}\n")
	out, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// literal writes v as it stands in a composite literal whose type gives v's own. Zero
// fields are left out. Structs of lists stand one field a line, others on one line.
func literal(b *strings.Builder, v reflect.Value, lines bool) {
	sep := ", "
	if lines {
		sep = ",\n"
	}
	switch v.Kind() {
	case reflect.Struct:
		b.WriteString("{")
		for i := range v.NumField() {
			f := v.Field(i)
			if f.IsZero() {
				continue
			}
			b.WriteString(v.Type().Field(i).Name + ": ")
			if f.Kind() == reflect.Slice || f.Kind() == reflect.Pointer && f.Elem().Kind() == reflect.Struct {
				b.WriteString(strings.ReplaceAll(strings.Replace(f.Type().String(), "*", "&", 1), "catalog.", ""))
			}
			literal(b, f, false)
			b.WriteString(sep)
		}
		b.WriteString("}")
	case reflect.Slice:
		b.WriteString("{")
		rows := v.Len() > 1
		for i := range v.Len() {
			if rows {
				b.WriteString("\n")
			}
			e := v.Type().Elem()
			literal(b, v.Index(i), e == reflect.TypeFor[catalog.Operation]() || e == reflect.TypeFor[catalog.Update]() || e == reflect.TypeFor[catalog.Command]())
			b.WriteString(",")
		}
		if rows {
			b.WriteString("\n")
		}
		b.WriteString("}")
	case reflect.Pointer:
		if v.Elem().Kind() == reflect.Struct {
			literal(b, v.Elem(), false)
			return
		}
		fmt.Fprintf(b, "new(%s(%v))", v.Elem().Type(), v.Elem())
	case reflect.String:
		b.WriteString(strconv.Quote(v.String()))
	default:
		fmt.Fprint(b, v)
	}
}
