package driver

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A stepper runs units by hand, as the go command would.
type stepper struct {
	t   *testing.T
	dir string
	// exports maps package paths to export data; without an entry a step gets none.
	exports map[string]string
}

func (s *stepper) output(path string) string { return filepath.Join(s.dir, path, "vet.out") }

// step runs the unit of package m/name that imports the given ones.
func (s *stepper) step(name string, change func(*vetConfig, *UnitConfig), imports ...string) (stdout, stderr string, err error) {
	s.t.Helper()
	dir := filepath.Join(s.dir, name)
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	vet := vetConfig{
		ID: "m/" + name, Compiler: "gc", Dir: dir, ImportPath: "m/" + name, GoVersion: "go1.26",
		GoFiles: files, VetxOutput: s.output(name),
		ImportMap: map[string]string{}, PackageFile: map[string]string{}, PackageVetx: map[string]string{},
	}
	for _, imp := range imports {
		vet.ImportMap["m/"+imp] = "m/" + imp
		vet.PackageVetx["m/"+imp] = s.output(imp)
		if file := s.exports["m/"+imp]; file != "" {
			vet.PackageFile["m/"+imp] = file
		}
	}
	cfg := UnitConfig{Analyzer: opAnalyzer(), Context: -1, gate: opGate()}
	if change != nil {
		change(&vet, &cfg)
	}
	data, err := json.Marshal(vet)
	if err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(dir, "vet.cfg")
	write(s.t, file, string(data))
	var out, errOut bytes.Buffer
	_, err = Unit(file, cfg, &out, &errOut)
	return out.String(), strings.ReplaceAll(errOut.String(), s.dir+"/", ""), err
}

func vetxOnly(vet *vetConfig, _ *UnitConfig) { vet.VetxOnly = true }

// newStepper lists the export data of the module's packages.
func newStepper(t *testing.T, dir string) *stepper {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-f", "{{.ImportPath}} {{.Export}}", "./...")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	s := &stepper{t: t, dir: dir, exports: make(map[string]string)}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		s.exports[path] = file
	}
	return s
}

// A go command that hands over no export data gets the same findings: then the
// steps hand on types, also those of packages that the gate drops.
func TestWithoutExportData(t *testing.T) {
	files := map[string]string{"d/d.go": "package d\n\ntype T int\n"}
	for name, text := range chain {
		files[name] = text
	}
	files["a/a.go"] = "package a\n\nimport (\n\t\"m/b\"\n\t\"m/d\"\n)\n\nfunc F(d.T) { b.Wrap() }\n"
	dir := module(t, files)
	for _, s := range []*stepper{newStepper(t, dir), {t: t, dir: dir}} {
		for _, unit := range [][]string{{"c"}, {"d"}, {"b", "c"}} {
			if _, _, err := s.step(unit[0], vetxOnly, unit[1:]...); err != nil {
				t.Fatalf("step %s: %v", unit[0], err)
			}
		}
		_, found, err := s.step("a", nil, "b", "d")
		if err != nil {
			t.Fatal(err)
		}
		sameLines(t, "findings", found, "a/a.go:8:15: call of Wrap Wrap<-OpSign")
		// What a hands on speaks of c, which a does not import.
		v, err := readVetx(s.output("a"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"m/a", "m/b", "m/c"} {
			if len(v.facts[path]) == 0 {
				t.Errorf("a's step hands on no facts of %s", path)
			}
		}
		if hasTypes := len(v.types) > 0; hasTypes != (s.exports == nil) {
			t.Errorf("a's step hands on types: %t", hasTypes)
		}
	}
}

func TestUnitOutput(t *testing.T) {
	dir := module(t, chain)
	s := newStepper(t, dir)
	if _, _, err := s.step("c", vetxOnly); err != nil {
		t.Fatal(err)
	}
	json := func(vet *vetConfig, cfg *UnitConfig) {
		cfg.JSON = true
		vet.Stdout = filepath.Join(dir, "stdout")
	}
	if out, _, err := s.step("b", json, "c"); err != nil || out != "" {
		t.Fatalf("output %q, error %v", out, err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, "JSON", strings.ReplaceAll(string(data), dir, "DIR"), `{
	"m/b": {
		"op": [
			{
				"category": "op",
				"posn": "DIR/b/b.go:9:15",
				"end": "DIR/b/b.go:9:25",
				"message": "call of OpSign OpSign",
				"suggested_fixes": [
					{
						"message": "call the other one",
						"edits": [
							{
								"filename": "DIR/b/b.go",
								"start": 85,
								"end": 91,
								"new": "Safe"
							}
						]
					}
				]
			}
		]
	}
}`)

	_, found, err := s.step("b", func(_ *vetConfig, cfg *UnitConfig) { cfg.Context = 1 }, "c")
	if err != nil {
		t.Fatal(err)
	}
	sameLines(t, "text with context", found, "b/b.go:9:15: call of OpSign OpSign", "8\t", "9\tfunc Wrap() { c.OpSign() }", "10\t")

	archive := filepath.Join(dir, "fix.zip")
	fix := func(vet *vetConfig, cfg *UnitConfig) {
		cfg.Fix = true
		vet.FixArchive = archive
	}
	if _, _, err := s.step("b", fix, "c"); err != nil {
		t.Fatal(err)
	}
	z, err := zip.OpenReader(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if z.Comment != "m/b" || len(z.File) != 1 || z.File[0].Name != filepath.Join(dir, "b/b.go") {
		t.Fatalf("archive with comment %q and %d files", z.Comment, len(z.File))
	}
	f, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(chain["b/b.go"], "c.OpSign()", "c.Safe()", 1); string(fixed) != want {
		t.Errorf("fixed file:\n%s\nwant:\n%s", fixed, want)
	}
}

func TestUnitErrors(t *testing.T) {
	dir := module(t, map[string]string{
		"c/c.go":     chain["c/c.go"],
		"bad/bad.go": "package bad\n\nfunc Op() int { return \"x\" }\n",
	})
	s := &stepper{t: t, dir: dir}
	_, _, err := s.step("bad", nil)
	if want := filepath.Join(dir, "bad/bad.go") + `:3:24: cannot use "x" (untyped string constant) as int value in return statement`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	_, _, err = s.step("bad", func(vet *vetConfig, _ *UnitConfig) { vet.SucceedOnTypecheckFailure = true })
	if err != nil {
		t.Errorf("with SucceedOnTypecheckFailure: %v", err)
	}
	for text, want := range map[string]string{
		"{": "not a go vet configuration",
		`{"PackageVetx": {"m/x": "` + dir + `/c/c.go"}}`: "not written by this version of the tool; run again with go vet -a",
		`{"PackageVetx": {"m/x": "` + dir + `/nosuch"}}`: "cannot read " + dir + "/nosuch: no such file or directory",
	} {
		file := filepath.Join(dir, "x.cfg")
		write(t, file, text)
		_, err := Unit(file, UnitConfig{Analyzer: opAnalyzer()}, io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one line with %q", text, err, want)
		}
	}
}

// A dropped package's step answers without parsing: the file is not Go.
func TestDroppedIsNotParsed(t *testing.T) {
	dir := module(t, map[string]string{"plain/p.go": "package plain\n", "d/d.go": "this is no Go\n"})
	s := &stepper{t: t, dir: dir, exports: map[string]string{"m/plain": "unused"}}
	if _, _, err := s.step("plain", vetxOnly); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.step("d", nil, "plain"); err != nil {
		t.Errorf("a dropped package was parsed: %v", err)
	}
	if _, _, err := s.step("d", func(_ *vetConfig, cfg *UnitConfig) { cfg.NoGate = true }, "plain"); err == nil {
		t.Error("without the gate the package was not parsed")
	}
}

func TestFix(t *testing.T) {
	want := strings.Replace(chain["b/b.go"], "c.OpSign()", "c.Safe()", 1)
	for _, args := range [][]string{{"vet", "-fix"}, {"fix"}} {
		dir := module(t, chain)
		diff, ok := vet(t, dir, append(args, "-diff", "./b")...)
		if ok || !strings.Contains(diff, "+func Wrap() { c.Safe() }\n") {
			t.Errorf("go %s -diff succeeds: %t, prints:\n%s", args, ok, diff)
		}
		if out, ok := vet(t, dir, append(args, "./b")...); !ok {
			t.Errorf("go %s failed:\n%s", args, out)
		}
		if got, _ := os.ReadFile(filepath.Join(dir, "b/b.go")); string(got) != want {
			t.Errorf("go %s left b.go as:\n%s", args, got)
		}
	}
}
