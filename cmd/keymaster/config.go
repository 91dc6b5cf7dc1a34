package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/keymasterlint/keymaster/analyzer"
)

// configName is the settings file of a module, beside its go.mod.
const configName = ".keymaster.yml"

// readSettings reads the file that -config names, or the one of the module that the working directory is in.
// It returns its text too.
func (o *options) readSettings(dir string) (settings analyzer.Settings, text string, err error) {
	name := o.config
	if name == "" {
		if name, err = findConfig(dir); name == "" || err != nil {
			return analyzer.Settings{}, "", err
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return analyzer.Settings{}, "", fmt.Errorf("cannot read the settings in %s: %w", name, pathless(err))
	}
	if rel, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	settings, err = analyzer.ParseSettings(name, data)
	return settings, string(data), err
}

// findConfig returns the settings file in the directory of the go.mod above dir, or "" if there is none.
func findConfig(dir string) (string, error) {
	for !exists(filepath.Join(dir, "go.mod")) {
		up := filepath.Dir(dir)
		if up == dir {
			return "", nil
		}
		dir = up
	}
	if name := filepath.Join(dir, configName); exists(name) {
		return name, nil
	}
	if other := filepath.Join(dir, ".keymaster.yaml"); exists(other) {
		return "", fmt.Errorf("%s would not be read: call it %s", other, configName)
	}
	return "", nil
}

// exists reports whether there is a file, or something else that reading will tell of.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}
