// Package identity tells whether a finding is one that was there before, when lines have moved since.
package identity

import (
	"crypto/sha256"
	"fmt"
	"path"
	"strings"

	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/report"
	"github.com/keymasterlint/keymaster/cmd/keymaster/internal/source"
)

// An Identity is what stays of a finding when other code comes, goes or moves: no line number, no message
// (which has such), and no file name, since declarations move between the files of a package.
type Identity struct {
	Code string // KM001
	Dir  string // of the package, below the root
	Decl string // the declaration that it is in, such as (*T).Method
	Line string // its source, without space around it
	N    int    // which of those that are the same otherwise, from 1
}

// Of returns the identities of findings that are sorted by place.
func Of(findings []report.Finding, root report.Root, files *source.Files) []Identity {
	var list []Identity
	count := make(map[Identity]int)
	for i := range findings {
		f := &findings[i]
		name, _ := root.Rel(f.File)
		id := Identity{
			Code: f.Code,
			Dir:  path.Dir(name),
			Line: strings.Join(strings.Fields(files.Line(f.File, f.Line)), " "),
		}
		if d := files.Decl(f.File, f.Line); d != nil {
			id.Decl = d.Name
		}
		count[id]++
		id.N = count[id]
		list = append(list, id)
	}
	return list
}

// Hash returns the identity as a short text.
func (id Identity) Hash() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{id.Code, id.Dir, id.Decl, id.Line}, "\x00")))
	return fmt.Sprintf("%x:%d", sum[:16], id.N)
}
