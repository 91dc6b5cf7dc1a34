package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// A customConfig is a .custom-gcl.yml.
type customConfig struct {
	Version, Name string
	Plugins       []struct{ Module, Import, Path, Version string }
}

func readCustom(t *testing.T, text string) customConfig {
	t.Helper()
	var c customConfig
	if err := yaml.UnmarshalWithOptions([]byte(text), &c, yaml.Strict()); err != nil || len(c.Plugins) != 1 {
		t.Fatalf("%v of\n%s", err, text)
	}
	return c
}

// golangci-lint custom builds from .custom-gcl.yml a golangci-lint that finds what this one does. It clones
// golangci-lint; here it gets a repository made of the module that this command was built from.
func TestCustom(t *testing.T) {
	const name = ".custom-gcl.yml"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	here, pasted := readCustom(t, string(text)), readCustom(t, documented(t, "# "+name))
	version, err := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", "github.com/golangci/golangci-lint/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	built, source, _ := strings.Cut(strings.TrimSpace(string(version)), " ")
	if here.Version != built {
		t.Errorf("%s names golangci-lint %s, and go.mod %s", name, here.Version, built)
	}
	pasted.Plugins[0].Path = here.Plugins[0].Path
	if !reflect.DeepEqual(pasted, here) {
		t.Errorf("the page has %+v, and %s %+v", pasted, name, here)
	}
	if testing.Short() {
		t.Skip("golangci-lint custom takes its time")
	}
	repositories := t.TempDir()
	clone := filepath.Join(repositories, "golangci-lint.git")
	if err := os.CopyFS(clone, os.DirFS(source)); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A", "-f"}, {"-c", "user.name=x", "-c", "user.email=x@localhost", "commit", "-qm", "x"}, {"tag", here.Version}} {
		if r := run(t, clone, nil, append([]string{"git"}, args...)...); r.status != 0 {
			t.Fatalf("git %s: %s%s", args, r.stdout, r.stderr)
		}
	}
	dir, env := user(t)
	env = append(env, "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=url."+repositories+"/.insteadOf", "GIT_CONFIG_VALUE_0=https://github.com/golangci/")
	if r := run(t, ".", env, linter, "custom", "--destination", repositories); r.status != 0 {
		t.Fatalf("golangci-lint custom: status %d, %s%s", r.status, r.stdout, r.stderr)
	}
	checkUser(t, "custom", run(t, dir, env, filepath.Join(repositories, here.Name), "run", "./..."))
}

// go install refuses a module whose go.mod replaces or excludes others.
func TestInstallable(t *testing.T) {
	out, err := exec.Command("go", "mod", "edit", "-json").Output()
	var mod struct {
		Module           struct{ Path string }
		Replace, Exclude []any
	}
	if err := errors.Join(err, json.Unmarshal(out, &mod)); err != nil || mod.Module.Path == "" {
		t.Fatal(err)
	}
	if len(mod.Replace)+len(mod.Exclude) > 0 {
		t.Errorf("go.mod replaces %v and excludes %v", mod.Replace, mod.Exclude)
	}
}
