package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// A progress tells a waiting user how far the work is, if one is watching.
type progress struct {
	w     io.Writer // nil if nobody is watching
	start time.Time
	shown time.Time
}

const (
	patience = time.Second            // work shorter than this needs no explanation
	interval = 100 * time.Millisecond // between two lines
)

// newProgress shows progress on w if that is a terminal. (x/term asks the
// system for terminal settings; a test for a character device, which needs no
// library, takes /dev/null for a terminal.)
func newProgress(w io.Writer) *progress {
	p := &progress{start: time.Now()}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.w = w
	}
	return p
}

func (p *progress) update(done, total int) {
	now := time.Now()
	if p.w == nil || now.Sub(p.start) < patience || now.Sub(p.shown) < interval {
		return
	}
	p.shown = now
	fmt.Fprintf(p.w, "\r\x1b[Kkeymaster: %d of %d packages", done, total)
}

// clear wipes the line before results are printed.
func (p *progress) clear() {
	if p.w != nil && !p.shown.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
