package gate

import (
	"cmp"
	"flag"
	"go/ast"
	"go/build"
	"go/constant"
	"go/parser"
	"go/token"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/catalog"
)

// check parses src and wants oracle <= File <= Bytes, bit by bit. It reports whether
// src parses.
func check(t *testing.T, name string, src []byte) bool {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	file, bytes := File(f), Bytes(src)
	if file&^bytes != 0 {
		t.Errorf("%s: File says %b, Bytes only %b:\n%s", name, file, bytes, src)
	}
	if want := oracle(f); want&^file != 0 {
		t.Errorf("%s: want %b, File only says %b:\n%s", name, want, file, src)
	}
	return true
}

var (
	oracleWord   = regexp.MustCompile(`[kK][eE][yY][ _-]*[mM][aA][sS][tT][eE][rR]|[dD][nN][sS][cC][mM][dD]`)
	oracleString = regexp.MustCompile(`(^|[-_"` + "`])" + `[dD][nN][sS][sS][eE][rR][vV][eE][rR]`)
)

// oracle says in the plainest way what a file has to be known for.
func oracle(f *ast.File) (m Mark) {
	catalogue := catalog.Default()
	names := map[string]bool{}
	for _, p := range catalogue.Packs() {
		if p.Pack != "miekg" {
			continue
		}
		for _, o := range p.Operations {
			names[o.Func[strings.LastIndex(o.Func, ".")+1:]] = true
		}
	}
	for _, n := range []string{"Rcode", "RcodeRefused", "RcodeNotAuth", "RcodeSuccess", "SetUpdate", "Insert", "Remove", "RemoveRRset", "RemoveName", "NewMsg", "Msg", "Opcode", "Ns"} {
		names[n] = true
	}
	says := func(s string) {
		if oracleWord.MatchString(s) {
			m |= Trigger
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Comment:
			says(n.Text)
		case *ast.Ident:
			says(n.Name)
			if names[n.Name] {
				m |= miekg
			}
		case *ast.BasicLit:
			v := constant.MakeFromLiteral(n.Value, n.Kind, 0)
			if v.Kind() == constant.String {
				says(constant.StringVal(v))
				if oracleString.MatchString(constant.StringVal(v)) || catalogue.Answers(catalog.Text, catalog.Refused, v) {
					m |= Trigger
				}
				return true
			}
			for _, v := range []constant.Value{v, constant.UnaryOp(token.SUB, v, 0)} {
				if catalogue.Answers(catalog.Error, catalog.Refused, v) || catalogue.Answers(catalog.Error, catalog.Base, v) {
					m |= Trigger
				}
			}
		}
		return true
	})
	for _, g := range f.Comments {
		for _, c := range g.List {
			says(c.Text)
		}
	}
	return m
}

var corpus = flag.Bool("corpus", false, "check every file of the corpus, not one in five")

// TestSoundCorpus goes through Go's own source and this repository's, tests and all.
func TestSoundCorpus(t *testing.T) {
	files, seen := 0, 0
	for _, root := range []string{filepath.Join(build.Default.GOROOT, "src"), "../../.."} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			if seen++; seen%5 != 0 && !*corpus {
				return nil
			}
			src, err := os.ReadFile(path)
			if err == nil && check(t, path, src) {
				files++
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 20 {
		t.Fatalf("only %d files", files)
	}
	t.Logf("%d files", files)
}

// pieces are what random literals, comments and identifiers are made of.
var pieces = []string{
	"key", "Key", "KEY", "master", "Master", "MASTER", "mast", "er", "k", "m", " ", "_", "-", "dns", "Dns", "Server", "cmd", "9101", "91", "01", "9_101", "0x", "0X",
	"238d", "238D", "0000", "8007", "2147951501", "2147015795", "021615", "0o21615", "0b10001110001101", "9.101e3", "e", "p", "p-1", ".", "i", "9100", "KEYMASTER_REQUIRED", "WIN32",
	`\`, `\\`, `\x6b`, `\x6D`, `\153`, `\u006b`, `\U0000006d`, `\x39`, `\n`, `\t`, `\x00`, `\000`, `\"`, `\'`, `\u238d`, "\u238d", "\u238c", "é", "\r", "x", "7", "\x80",
	"Sign", "Generate", "Exchange", "Rcode", "Msg", "Ns", "Opcode", "WriteMsg", "+", "\"", "`", "//", "/*", "*/", "\n", "'",
}

// TestStd wants Go's own packages to be let go, but for tables with the codes among their numbers.
func TestStd(t *testing.T) {
	src := filepath.Join(build.Default.GOROOT, "src")
	err := filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || path == filepath.Join(src, "cmd")) {
			return cmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "tables") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err == nil && Bytes(text)&Trigger != 0 {
			t.Errorf("%s passes", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSoundRandom makes files that are full of what matters, and of what hides it.
func TestSoundRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(9101, 0))
	some := func() string {
		var b strings.Builder
		for range r.IntN(6) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
	templates := []func() string{
		func() string { return "var _ = \"" + some() + "\"" },
		func() string { return "var _ = `" + some() + "`" },
		func() string { return "var _ = '" + some() + "'" },
		func() string { return "var _ = " + some() },
		func() string { return "var _ = -" + some() + "+" + some() },
		func() string { return "// " + some() },
		func() string { return "/*" + some() + "*/" },
		func() string { return "func " + some() + "() {}" },
		func() string { return "var _ = x." + some() },
		func() string { return "var _ = x[" + some() + ":" + some() + "]" },
		func() string { return "var _ = " + strconv.Quote(some()) + "+" + strconv.QuoteToASCII(some()) },
		func() string { return some() },
	}
	parsed := 0
	for range 200_000 {
		src := "package p\n" + templates[r.IntN(len(templates))]() + "\n"
		if r.IntN(4) == 0 {
			src += templates[r.IntN(len(templates))]() + "\n"
		}
		if check(t, "random.go", []byte(src)) {
			parsed++
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of 200000 parse", parsed)
}

func FuzzSound(f *testing.F) {
	for _, m := range mentions {
		f.Add([]byte("package p\n" + m.code + "\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte) { check(t, "fuzz.go", src) })
}
