// Package truth tests keymaster against executions. docs/rule.md defines safety by
// what executions do, so this package makes random functions, runs each of them
// under every assignment of its opaque conditions, and compares.
//
//	Generate      writes a function from a seed; [Features] says with what in it
//	World         is a temporary module in which cases are checked, built and run;
//	              a stand-in takes the place of github.com/miekg/dns
//	instrument    turns the plain source, which the analyzer reads, into the
//	              program that is run; world/lab records what it does
//	Compare       holds the verdicts of both sides against each other
//	Shrink        makes a disagreement small
//
// # What an execution is
//
// All role checks of one execution agree, and a refusal comes only where the role
// is not held; so verdicts come from the executions in which every check fails.
// Executions in which the role is held are run only to see which calls of helpers
// are reachable at all. An operation is done, fails otherwise, or is refused, each
// time anew. A bool parameter of an exported function and a field of rt.Inputs
// have one value per execution; rt.Cond, rt.Count, rt.Items and rt.Err a new one
// per call. An execution is bad if it ends with a refusal to which no refusal test
// was applied. Exits, panics and returning the refusal from an exported function
// are ends like any other.
//
// # Several packages
//
// A case is one text and is run as one package; names such as h1Check say that the
// declaration is Check in package h1 of another module, p1Check that it is in
// another package of the same one, and only the analyzer gets to see them apart. An
// operation that another module performs is one at the lowest call in the package
// that is judged; what another package of this module performs is reported there.
//
// # What is left open
//
// Where docs/rule.md can be read in two ways, both are computed, strict and lenient;
// a case on which they differ is unclear and compared with nothing:
//
//   - a test whose outcome sits in a variable that this execution does not read;
//   - a test that decides only between two ways to the same place;
//   - a test in an expression that never has a value: another part of it ends the program, or panics;
//   - errors.As that finds another code in front of the refusal;
//   - an operation that fails with an error that wraps 9101 and is no refusal;
//   - errors.Unwrap, and errors.As and assertions to a wrapper, of an operation's own
//     error: the form in which a transport hands a refusal over need not be known.
//
// A function literal's operations belong to the place where it stands. Where it is
// called safely in one place and not in another, the place of the report is open.
//
// Goroutines run at once and to their end; the generator writes none whose outcome
// depends on the schedule. Operations fail with errors of any make, and with bare codes.
//
// Functions with too many assignments are unclear unless one of those tried is
// bad. Loops run up to [Limit].Loops times; what needs more is not seen.
package truth
