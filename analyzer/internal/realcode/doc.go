// Package realcode has no code of its own: its test runs the analyzer over public modules, which takes long
// where nothing of them is compiled yet, and so has a time limit of its own.
package realcode
