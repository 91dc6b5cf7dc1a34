package changed

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
)

// A git runs the git command; after an error it does nothing more.
type git struct {
	ctx context.Context
	dir string
	err error
}

func (g *git) run(args ...string) string {
	if g.err != nil {
		return ""
	}
	// Names come as they are, and variables that change git diff's output do not count.
	cmd := exec.CommandContext(g.ctx, "git", append([]string{"-c", "core.quotePath=false"}, args...)...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GIT_DIFF_OPTS=", "GIT_EXTERNAL_DIFF=", "LC_ALL=C")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		g.err = err
		if line, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n"); line != "" {
			g.err = errors.New("git: " + line)
		}
		return ""
	}
	return stdout.String()
}

func (g *git) line(args ...string) string { return strings.TrimSuffix(g.run(args...), "\n") }

// mergeBase returns the commit at which the histories of a revision and of HEAD parted.
func (g *git) mergeBase(revision string) string {
	g.run("rev-parse", "--git-dir") // says it best if there is no repository
	if g.err != nil {
		return ""
	}
	commit := g.line("rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if g.err != nil {
		g.err = errors.New("there is no such commit here; fetch it, or correct the name")
		return ""
	}
	base := g.line("merge-base", commit, "HEAD")
	if g.err != nil {
		g.err = errors.New("it has no commit in common with HEAD; a shallow clone has to be fetched in full (fetch-depth: 0 of actions/checkout)")
	}
	return base
}
