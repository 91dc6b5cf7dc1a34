// Package changed tells which findings have to do with what changed since a revision.
package changed

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// Changes are what is different in the working tree of a repository.
type Changes struct {
	root  report.Root
	files map[string]*file // that git knows, by path below the root
}

// A file is what changed in one file; nothing, if it is empty.
type file struct {
	added   map[int]bool // lines
	removed []int        // behind which lines others went away
}

// Since returns what changed in the repository around dir since its history and that of the revision parted,
// committed or not.
func Since(ctx context.Context, dir, revision string) (*Changes, error) {
	g := &git{ctx: ctx, dir: dir}
	base := g.mergeBase(revision)
	top := g.line("rev-parse", "--show-toplevel")
	g.dir = top
	tracked := g.run("ls-files", "-z", "--full-name")
	// All that settings and attributes can change about the output is said here: a repository could say of
	// its files that they are binary, or hide the lines in some other way.
	patch := g.run("diff", "--no-ext-diff", "--no-textconv", "--text", "--no-color", "--no-relative", "--unified=0", "--inter-hunk-context=0",
		"--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--output-indicator-new=+", "--output-indicator-old=-",
		base, "--", "*.go")
	if g.err != nil {
		return nil, fmt.Errorf("cannot tell what changed since %s: %w", revision, g.err)
	}
	c := &Changes{root: report.RootOf(filepath.FromSlash(top)), files: make(map[string]*file)}
	for name := range strings.SplitSeq(tracked, "\x00") {
		c.files[name] = new(file)
	}
	if err := c.read(patch); err != nil {
		return nil, fmt.Errorf("cannot tell what changed since %s: git diff: %w", revision, err)
	}
	return c, nil
}

func (c *Changes) read(patch string) error {
	files, _, err := gitdiff.Parse(strings.NewReader(patch))
	if err != nil {
		return err
	}
	for _, changed := range files {
		f := &file{added: make(map[int]bool)}
		for _, fragment := range changed.TextFragments {
			line := int(fragment.NewPosition)
			if fragment.NewLines == 0 {
				line++ // it names the line before
			}
			for _, l := range fragment.Lines {
				if l.Op == gitdiff.OpDelete {
					f.removed = append(f.removed, line-1)
					continue
				}
				if l.Op == gitdiff.OpAdd {
					f.added[line] = true
				}
				line++
			}
		}
		if !changed.IsDelete {
			c.files[changed.NewName] = f
		}
	}
	return nil
}

// Concern reports whether a finding has to do with the changes: its line or one on the path to it is new or
// different, or lines went away from the declaration that it is in, and a check may have been among them. In
// doubt it has: git may know nothing of a file.
func (c *Changes) Concern(f *report.Finding, files *source.Files) bool {
	if c.line(f.Place) {
		return true
	}
	for _, step := range f.Path {
		if c.line(step.Place) {
			return true
		}
	}
	d := files.Decl(f.File, f.Line)
	if d == nil {
		return false
	}
	for _, behind := range c.of(f.File).removed {
		// Behind the line before it, its comment may have lost a directive.
		if d.First-1 <= behind && behind < d.Last {
			return true
		}
	}
	return false
}

// line reports whether one of a place's lines is new or different.
func (c *Changes) line(p report.Place) bool {
	f := c.of(p.File)
	if f == nil || c.link(p.File) {
		return true
	}
	for line := p.Line; line <= p.EndLine; line++ {
		if f.added[line] {
			return true
		}
	}
	return false
}

// of returns what changed in a file, nil if git does not know it.
func (c *Changes) of(name string) *file {
	rel, ok := c.root.Rel(name)
	if !ok {
		return nil
	}
	return c.files[rel]
}

// link reports whether a file is a symbolic link that changed.
func (c *Changes) link(name string) bool {
	dir, err := filepath.EvalSymlinks(filepath.Dir(name))
	if err != nil {
		return true
	}
	rel, err := filepath.Rel(string(c.root), filepath.Join(dir, filepath.Base(name)))
	if err != nil {
		return true
	}
	f := c.files[filepath.ToSlash(rel)]
	return f != c.of(name) && (f == nil || len(f.added)+len(f.removed) > 0)
}
