package driver

import (
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// benchWord is a word that the standard library lacks, unlike Op.
const benchWord = "OpServe"

// noop has facts, so that every dependency is analysed, and does nothing.
var noop = &analysis.Analyzer{
	Name:      "noop",
	Doc:       "do nothing",
	FactTypes: []analysis.Fact{new(isOp)},
	Run:       func(*analysis.Pass) (any, error) { return nil, nil },
}

// playNoop makes the test binary a vettool on x/tools' own driver.
func playNoop() {
	noop.Flags.String("salt", "", "")
	unitchecker.Main(noop)
}

// BenchmarkVet compares go vet over the dependencies of net/http, most of which
// the gate drops, with the same by a driver without a gate. Nothing is cached
// but what the compiler made.
func BenchmarkVet(b *testing.B) {
	dir := module(b, map[string]string{"p/p.go": "package p\n\nimport \"net/http\"\n\nfunc " + benchWord + "() { http.NotFoundHandler() }\n"})
	vetOnce(b, dir, "exit", "salt") // compiles
	var own, other, bare time.Duration
	for b.Loop() {
		own += vetOnce(b, dir, "gated", "salt")
		other += vetOnce(b, dir, "noop", "noop.salt")
		bare += vetOnce(b, dir, "exit", "salt")
	}
	b.ReportMetric(float64(own)/float64(other), "of-noop")
	b.ReportMetric(float64(bare)/float64(other), "go-command-alone")
}

// vetOnce runs go vet with the test binary playing the tool, and a flag whose
// value is new, so that no earlier result fits.
func vetOnce(b *testing.B, dir, tool, salt string) time.Duration {
	b.Helper()
	exe, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command("go", "vet", "-vettool="+exe, "-"+salt+"="+strconv.FormatInt(time.Now().UnixNano(), 36), "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), playTool+"="+tool, "GOFLAGS=", "GOWORK=off", "PWD="+dir)
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return time.Since(start)
}

// BenchmarkRun measures stand-alone runs over the same packages.
func BenchmarkRun(b *testing.B) {
	dir := module(b, map[string]string{"p/p.go": "package p\n\nimport \"net/http\"\n\nfunc " + benchWord + "() { http.NotFoundHandler() }\n"})
	for _, bench := range []struct {
		name   string
		noGate bool
	}{{"gated", false}, {"ungated", true}} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, errs := runConfig(b, Config{Dir: dir, Patterns: []string{"./..."}, NoGate: bench.noGate, gate: wordGate(benchWord)})
				if errs != "" {
					b.Fatal(errs)
				}
			}
		})
	}
}
