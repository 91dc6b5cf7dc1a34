package gate

import (
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
)

// Own reports whether a package, by its module, its path and its files, is the user's own: its module has
// no version that was ever published, and it is not of the standard library. A driver that tells nothing of
// modules makes all packages own, but for those.
func Own(module, version, path string, files []string) bool {
	return unpublished(version) && !standard(module, path, files)
}

// unpublished recognises the versions of main modules and those of a workspace, which have none, and the
// ones that stand in go.mod for modules that are replaced by a directory: v0.0.0 by custom, and what the go
// command writes, which has the major version that the module's path asks for.
func unpublished(version string) bool {
	return version == "" || version == "v0.0.0" || module.IsZeroPseudoVersion(version)
}

// standard recognises the standard library, which belongs to no module unless it is the main one, by where
// a file is: GOROOT/src/path, whatever GOROOT, or path where -trimpath cut GOROOT off. Cgo's output is
// elsewhere. The packages that the library vendors have paths and directories that begin with vendor.
func standard(module, path string, files []string) bool {
	if module != "" {
		return module == "std" || module == "cmd"
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		return false
	}
	path = strings.TrimSuffix(path, "_test")
	return slices.ContainsFunc(files, func(name string) bool {
		dir := filepath.ToSlash(filepath.Dir(name))
		return dir == path || strings.HasSuffix(dir, "/src/"+path)
	})
}
