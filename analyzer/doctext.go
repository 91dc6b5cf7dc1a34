package analyzer

import (
	_ "embed"
	"go/parser"
	"go/token"
	"strings"
)

//go:embed doc.go
var docFile string

// doc is the manual as Analyzer.Doc wants it: a title, a blank line, the text.
var doc = extract(docFile, "keymaster")

// extract returns what the package comment of file says from the heading
// "Analyzer name" on, without the name in front of the title. All headings
// after it belong to the manual.
func extract(file, name string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "doc.go", file, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		panic(err) // doc.go is part of this package, so it compiles
	}
	_, manual, _ := strings.Cut(f.Doc.Text(), "\n# Analyzer "+name+"\n\n"+name+": ")
	return strings.TrimSpace(manual)
}
