package gate

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
	"github.com/keymasterlint/keymaster/analyzer/internal/role"
)

// sources is a few megabytes of ordinary code.
func sources(b *testing.B) (names []string, files [][]byte) {
	b.Helper()
	for _, dir := range []string{"net/http", "go/types", "crypto/tls", "unicode", "encoding/json", "cmd/compile/internal/ssa"} {
		found, err := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", dir, "*.go"))
		if err != nil {
			b.Fatal(err)
		}
		names = append(names, found...)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, src)
	}
	return names, files
}

func BenchmarkBytes(b *testing.B) {
	_, files := sources(b)
	src := bytes.Join(files, nil)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			Bytes(f)
		}
	}
}

// BenchmarkBytesNumbers is the worst ordinary case: tables.
func BenchmarkBytesNumbers(b *testing.B) {
	src, err := os.ReadFile(filepath.Join(build.Default.GOROOT, "src/unicode/tables.go"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Bytes(src)
	}
}

// BenchmarkFile counts the bytes of the parsed files.
func BenchmarkFile(b *testing.B) {
	names, files := sources(b)
	var parsed []*ast.File
	size := 0
	for i, src := range files {
		f, err := parser.ParseFile(token.NewFileSet(), names[i], src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			b.Fatal(err)
		}
		parsed = append(parsed, f)
		size += len(src)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range parsed {
			File(f)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	c := catalog.Default()
	b.ReportAllocs()
	for b.Loop() {
		New(c, role.Names{})
	}
}
