package analyzer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/keymasterlint/keymaster/analyzer/driver/drivertest"
)

// rules is a module that requires the rules of Bazel for Go, and what nogo is made of.
const rules = "../testdata/nogo"

// A nogo is the program that Bazel's rule of the same name makes, of their source and with their generator, with
// keymaster as its only analyzer.
type nogo struct{ program string }

// newNogo builds a nogo as the rule does, with the compiler and the linker: the go command would not let it
// use the internal package that it does. The analyzer's flags are in its configuration.
func newNogo(t *testing.T, flags map[string]string) *nogo {
	t.Helper()
	goCommand(t, rules, "mod", "download", "github.com/bazelbuild/rules_go")
	sources := filepath.Join(goOutput(t, rules, "list", "-m", "-f", "{{.Dir}}", "github.com/bazelbuild/rules_go"), "go", "tools", "builders")
	dir := t.TempDir()
	generated := filepath.Join(dir, "generated.go")
	generateNogo(t, sources, generated, map[string]any{"keymaster": map[string]any{"analyzer_flags": flags}})

	files := append(nogoSources(t, sources), generated)
	cfg := filepath.Join(dir, "importcfg")
	args := []string{"list", "-deps", "-export", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "--", "runtime"}
	list := goOutput(t, rules, append(args, importsOf(t, files)...)...)
	write(t, cfg, list+"\n")
	object := filepath.Join(dir, "nogo.a")
	goCommand(t, rules, append([]string{"tool", "compile", "-p", "main", "-importcfg", cfg, "-o", object}, files...)...)
	n := &nogo{filepath.Join(dir, "nogo.exe")}
	goCommand(t, rules, "tool", "link", "-importcfg", cfg, "-o", n.program, object)
	return n
}

// generateNogo writes the part of nogo that says which analyzers it has, and how they are set.
func generateNogo(t *testing.T, sources, output string, config any) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"generate_nogo_main.go", "flags.go"} {
		text, err := os.ReadFile(filepath.Join(sources, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(text))
	}
	write(t, filepath.Join(dir, "go.mod"), "module generate\n\ngo 1.26.0\n")
	write(t, filepath.Join(dir, "main.go"), `package main

import (
	"log"
	"os"
)

func main() {
	if err := genNogoMain(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
`)
	data, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "config.json"), string(data))
	goCommand(t, dir, "run", ".", "-analyzer_importpath", "github.com/keymasterlint/keymaster/analyzer",
		"-config", filepath.Join(dir, "config.json"), "-output", output)
}

var nogoSrcs = regexp.MustCompile(`(?s)name = "nogo_srcs",\s*srcs = \[(.*?)\]`)

// nogoSources returns the files of which the rules say that nogo is made, those for this version of Go.
func nogoSources(t *testing.T, dir string) (names []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "BUILD.bazel"))
	if err != nil {
		t.Fatal(err)
	}
	m := nogoSrcs.FindSubmatch(text)
	if m == nil {
		t.Fatalf("%s: no nogo_srcs", filepath.Join(dir, "BUILD.bazel"))
	}
	for name := range strings.SplitSeq(string(m[1]), ",") {
		if name = strings.Trim(name, " \n\""); name == "" {
			continue
		}
		if ok, err := build.Default.MatchFile(dir, name); err != nil {
			t.Fatal(err)
		} else if ok {
			names = append(names, filepath.Join(dir, name))
		}
	}
	return names
}

// importsOf returns what files import.
func importsOf(t *testing.T, names []string) (paths []string) {
	t.Helper()
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// A nogoPackage is what Bazel knows of a package.
type nogoPackage struct {
	ImportPath, Dir, Export string
	GoFiles, Imports        []string
	ImportMap               map[string]string
	Standard                bool
}

// analyse runs nogo on the packages of a directory, dependencies first, each in a process that sees the export
// data and the facts of its direct imports only. The standard library has no facts. What is found below the
// directory is returned as sorted lines.
func (n *nogo) analyse(t *testing.T, dir string) []string {
	t.Helper()
	dir = absolute(t, dir)
	list := goOutput(t, dir, "list", "-deps", "-export", "-json=ImportPath,Dir,Export,GoFiles,Imports,ImportMap,Standard", "./...")
	version := strings.TrimPrefix(goOutput(t, dir, "env", "GOVERSION"), "go")
	temp := t.TempDir()
	known := map[string]nogoPackage{}
	facts := func(path string) string { return filepath.Join(temp, strings.ReplaceAll(path, "/", "!")+".facts") }
	var found strings.Builder
	for dec := json.NewDecoder(strings.NewReader(list)); ; {
		var p nogoPackage
		if err := dec.Decode(&p); err == io.EOF {
			return drivertest.Lines(found.String())
		} else if err != nil {
			t.Fatal(err)
		}
		known[p.ImportPath] = p
		if p.Standard {
			continue
		}
		var cfg bytes.Buffer
		args := []string{"-p", p.ImportPath, "-go_version", version, "-x", facts(p.ImportPath), "-fix_dir", t.TempDir()}
		for _, path := range p.Imports {
			if to, ok := p.ImportMap[path]; ok {
				fmt.Fprintf(&cfg, "importmap %s=%s\n", path, to)
				path = to
			}
			if dep := known[path]; dep.Export != "" {
				fmt.Fprintf(&cfg, "packagefile %s=%s\n", path, dep.Export)
				if !dep.Standard {
					args = append(args, "-fact", path+"="+facts(path))
				}
			}
		}
		write(t, filepath.Join(temp, "importcfg"), cfg.String())
		args = append(args, "-importcfg", filepath.Join(temp, "importcfg"))
		for _, name := range p.GoFiles {
			args = append(args, filepath.Join(p.Dir, name))
		}
		found.WriteString(n.step(t, dir, args))
	}
}

// step runs nogo on one package, and returns what it finds below a directory, a line each.
func (n *nogo) step(t *testing.T, dir string, args []string) string {
	t.Helper()
	cmd := exec.Command(n.program, args...)
	cmd.Env = append(os.Environ(), "GOARCH="+build.Default.GOARCH)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	if err == nil {
		return ""
	}
	const violation = 3 // what nogo exits with if it has findings
	heading, rest, _ := strings.Cut(stderr.String(), "\n")
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != violation || heading != "nogo: errors found by nogo during build-time code analysis:" {
		t.Fatalf("nogo %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	var found strings.Builder
	for line := range strings.Lines(rest) {
		line, ok := strings.CutSuffix(strings.TrimSpace(line), " (keymaster)")
		if !ok {
			t.Fatalf("not a finding: %s", line)
		}
		if below, ok := strings.CutPrefix(line, dir+string(filepath.Separator)); ok {
			found.WriteString(below + "\n")
		}
	}
	return found.String()
}

// goOutput returns what the go command prints, without spaces around it.
func goOutput(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s in %s: %v\n%s", strings.Join(args, " "), dir, err, &stderr)
	}
	return strings.TrimSpace(string(out))
}
