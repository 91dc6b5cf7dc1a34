package main

import (
	"cmp"
	"runtime/debug"
	"strings"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
)

// unversioned is the version under which golangci-lint keeps results by the hash of its executable. Under any other
// it keeps them by that alone, and what was found before keymaster was rebuilt would be found again.
const unversioned = "(devel)"

// buildInfo says what the command was built from.
func buildInfo() commands.BuildInfo {
	info := commands.BuildInfo{Version: unversioned}
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return info
	}
	info.GoVersion = built.GoVersion
	var from []string
	for _, m := range built.Deps {
		switch m.Path {
		case "github.com/golangci/golangci-lint/v2":
			from = append(from, "golangci-lint "+moduleVersion(m))
		case "github.com/keymasterlint/keymaster":
			from = append(from, "keymaster "+moduleVersion(m))
		}
	}
	info.Commit = strings.Join(from, ", ")
	for _, s := range built.Settings {
		switch s.Key {
		case "vcs.revision":
			info.Commit += ", commit " + s.Value
		case "vcs.modified":
			if s.Value == "true" {
				info.Commit += " with changes"
			}
		case "vcs.time":
			info.Date = s.Value
		}
	}
	info.Date = cmp.Or(info.Date, "an unknown date")
	return info
}

func moduleVersion(m *debug.Module) string {
	if m.Replace != nil {
		m = m.Replace
	}
	return cmp.Or(m.Version, "(devel)")
}
