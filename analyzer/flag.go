package analyzer

import (
	"slices"
	"strings"
)

// A funcsFlag is a list of functions. It may be given more than once and adds to the list
// each time, so that what a settings file lists is not lost.
type funcsFlag struct {
	path  string // of the setting, for errors
	names *[]string
}

// String is also called on the zero value, by package flag.
func (f *funcsFlag) String() string {
	if f.names == nil {
		return ""
	}
	return strings.Join(*f.names, ",")
}

// Set adds names separated by commas; an empty text has none. Names that do not pass are not kept.
func (f *funcsFlag) Set(text string) error {
	if text == "" {
		return nil
	}
	names := append(slices.Clip(*f.names), strings.Split(text, ",")...)
	if err := checkFuncs(f.path, names); err != nil {
		return err
	}
	*f.names = names
	return nil
}
