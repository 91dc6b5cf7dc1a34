package driver

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

// PrintVersion answers -V=full. The go command keys its cache by this line, so
// it holds a hash of the executable: a rebuilt tool forgets old results.
func PrintVersion(w io.Writer) error {
	name, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	// The go command splits the line at spaces, so the path, which may have
	// some, is left out; it looks at the second, third and last word only.
	_, err = fmt.Fprintf(w, "keymaster version devel buildID=%x\n", h.Sum(nil))
	return err
}

// PrintFlags answers -flags: the flags that go vet and go fix may pass on, as
// JSON. Flags in except are the stand-alone command's own.
func PrintFlags(w io.Writer, flags *flag.FlagSet, except ...string) error {
	type jsonFlag struct {
		Name  string
		Bool  bool
		Usage string
	}
	var list []jsonFlag
	flags.VisitAll(func(f *flag.Flag) {
		if slices.Contains(except, f.Name) {
			return
		}
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		list = append(list, jsonFlag{f.Name, ok && b.IsBoolFlag(), f.Usage})
	})
	enc := json.NewEncoder(w)
	enc.SetIndent("", "\t")
	return enc.Encode(list)
}
