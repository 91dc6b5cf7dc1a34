// Package analyzer finds calls that only the key master of a DNS zone may
// make, in programs that neither ask who that is nor understand the answer
// "not here". [New] makes an analyzer with settings of one's own; [Analyzer]
// has the default ones.
//
// # Analyzer keymaster
//
// keymaster: find unguarded calls that only a zone's key master may make
//
// A signed DNS zone has one server that owns its keys: the key master. Signing
// the zone, making or rolling over its keys and publishing its DNSSEC records
// is for that server alone. Any other one refuses; a Windows server does so
// with DNS_ERROR_KEYMASTER_REQUIRED (9101), a server that is asked for a
// dynamic update with the response code NOTAUTH or REFUSED.
//
// The role moves between servers. A program that works on the day it is tested
// fails on the day the role moves: it goes on with a zone whose signatures will
// expire, or it repeats a call that cannot succeed. So a program has to do one
// of two things at each such call: ask for the role before, or understand the
// refusal afterwards. keymaster reports the calls where it does neither.
//
// # Terms
//
// An operation is a call that only the key master of a zone may make. Which
// calls these are is data, the catalogue; see docs/catalogue.md.
//
// A role check is a test whose outcome shows that this program talks to the
// zone's key master: a bool, an error that is nil, a comma-ok result, a
// comparison of an enumeration or of the key master's name with the host's.
// Unless the body of the function is there to show what it means, the name
// tells: it contains "key master" as words (IsKeyMaster, requireKeymaster).
//
// The refusal is the answer 9101, as an error, a number (0x238D, and
// 0x8007238D as a COM result) or a text ("WIN32 9101"), or one of the two
// response codes of an update.
//
// A refusal test is code that tells the refusal apart from other outcomes: ==,
// switch, errors.Is, errors.As and a comparison, a text match, a lookup in a
// table that holds the code, or a function that does one of these. The test
// err != nil is none. For an update, any comparison that tells the refusal from
// NOERROR is one.
//
// # The rule
//
// A call of an operation is guarded if every execution that reaches it has
// passed a role check for its zone and server. It is handled if every execution
// in which it is refused applies a refusal test before the refusal is lost. A
// call on which some execution is neither is reported as KM001.
//
// That is decided by execution, not by what stands near the call. Early
// returns, loops, switches, conditions joined by && and ||, bools that keep an
// outcome, and functions that never return mean what they mean in Go; a
// condition that is tested twice has the same outcome twice. Functions of the
// same package are read through, whatever their names say. So are function
// literals, called, deferred, started with go, or given to a function of the
// package that runs them; one that is only run under a check is guarded by it.
//
// # Codes
//
// keymaster -explain KM001 says more of a code, as does its page in docs.
//
//   - KM001 (unguarded, error): a call that needs the role is neither guarded nor handled
//   - KM002 (wrong-subject, error): a call that needs the role is guarded only by a check for a different zone or server
//   - KM003 (inverted-check, error): a call that needs the role runs exactly where the check said that this is not the key master
//   - KM004 (dead-test, error): a refusal test can never match what this transport returns
//   - KM005 (blind-retry, warning): a refused call is repeated against the same server, though a refusal lasts until the role moves
//   - KM006 (swallowed-refusal, error): the branch in which the refusal is known does nothing, and success is reported
//   - KM007 (hidden-refusal, warning): the refusal is dropped on its way, so that a caller's identity test for it can never match
//   - KM008 (automatic-seize, error): the role is seized in answer to a refusal, with nobody asked
//   - KM009 (bad-directive, warning): a //keymaster: comment is unknown, malformed, lacks its reason, or suppresses nothing
//
// # Examples
//
// The program signs, and asks afterwards:
//
//	if err := sig.Sign(key, rrset); err != nil { // KM001: (*dns.RRSIG).Sign signs an RRset ...
//		return err
//	}
//	if !isKeyMaster(zone) {
//		return errElsewhere
//	}
//
// It asks, and goes on all the same:
//
//	if !isKeyMaster(zone) {
//		log.Print("not the key master")
//	}
//	return sig.Sign(key, rrset) // KM001
//
// It does not tell a refusal from any other failure:
//
//	private, err := record.Generate(256) // KM001
//	if err != nil {
//		log.Print(err)
//		return
//	}
//
// The answer to an update is dropped, and err says nothing of it:
//
//	update := new(dns.Msg).SetUpdate(zone)
//	update.Insert([]dns.RR{dnskey})
//	_, _, err := client.Exchange(update, server) // KM001
//	return err
//
// Guarded, by leaving early:
//
//	if err := requireKeyMaster(zone); err != nil {
//		return err
//	}
//	return sig.Sign(key, rrset)
//
// Guarded, in a loop that skips what is signed elsewhere:
//
//	for _, zone := range zones {
//		if !isKeyMaster(zone) {
//			continue
//		}
//		...
//		err := sig.Sign(key, rrset)
//		...
//	}
//
// Handled:
//
//	err := sig.Sign(key, rrset)
//	if errors.Is(err, syscall.Errno(9101)) {
//		return redirect(zone)
//	}
//
// Handled, for an update:
//
//	r, _, err := client.Exchange(update, server)
//	if err != nil {
//		return err
//	}
//	if r.Rcode != dns.RcodeSuccess {
//		return fmt.Errorf("update: %s", dns.RcodeToString[r.Rcode])
//	}
//
// # Where a call is reported
//
// A function that performs an operation for its callers to guard is no mistake.
// Where the package shows all callers of a function, they are judged: if none
// is safe, the report is at the operation; if some are, at each caller that is
// not. An exported function, a method that satisfies an interface, a function
// used as a value and one that is never called are judged by themselves.
//
// # Across packages
//
// What an exported function means for its callers is a fact about it, and the
// packages that import it see that: its result implies the role, it returns only
// where the role is held, it tests the error that it is given or hands it on, it
// performs an operation, it runs a function only under a check. So is what a
// package variable holds for ever, and what directives declare. The body decides
// here too, at any depth; the name counts where there is nothing to tell.
//
// An exported function that performs an operation unguarded is reported in its own
// module. In other modules each caller is that neither guards nor handles the call.
//
// Facts come from drivers that analyse dependencies before the packages that import
// them, as go vet and the keymaster command do. Where they are missing, that is an
// error.
//
// # Directives
//
// A comment can say what the code does not show:
//
//	//keymaster:only -- reason             on a function, method or interface method:
//	                                       calls of it are operations
//	//keymaster:check [true|false|nil]     on one of these, or a field: it is a role
//	                                       check with this good outcome
//	//keymaster:refusal                    on a function, method or interface method:
//	                                       calls of it are refusal tests
//	//keymaster:assume -- reason           on a statement: the role is held from here on
//	//keymaster:ignore KM001 -- reason     on a line or a declaration: no report there
//
// There is no blank after the slashes, and where a reason is shown it has to be
// given. A directive alone on its line speaks of the next line or declaration.
// Within a function that is declared to be an operation the role is taken to be
// held; if it is a method of an interface, so are those that implement it. What
// is declared reaches the packages that import it, and counts before names and
// bodies. A directive that has no effect is reported as KM009: one that is
// unknown, malformed or misplaced, contradicts another, assumes what changes
// nothing, or ignores what is not reported.
//
// # What stays silent
//
// Nothing is reported in _test.go files and in generated files, unless the
// flags below say so, and nothing with a code that is switched off. To avoid false positives, nothing is said of
//
//   - reading: loading keys, validating signatures, deriving DS records;
//   - transaction signatures: SIG(0), TSIG, and the keys of type KEY;
//   - dynamic updates of addresses, texts and other records, and updates whose
//     records come from elsewhere, so that their type is not known;
//   - functions whose names merely look like those of the catalogue;
//   - a check whose zone or server is not known: it guards. Only a check for a
//     zone or server that is known to be another one guards nothing.
//
// # Out of scope
//
// keymaster does not look at who is allowed to use a program, at other roles
// (primary, leader), or, but for KM005, KM006 and KM008, at what a program does
// once it knows that it has been refused. docs/soundness.md lists what it cannot
// see, each with an example and the side it errs to.
//
// # Flags
//
// All are off or empty by default.
//
//	-tests      report in _test.go files too
//	-generated  report in generated files too
//	-packs      packs of the catalogue to switch on or off, separated by commas:
//	            miekg=false
//	-codes      codes with the severity that they are to have, or off, separated
//	            by commas: KM005=off,KM006=note. May be given more than once.
//	-require    what is asked of each operation: either (the default), that it is
//	            guarded or handled; both; role, that it is guarded; refusal, that
//	            it is handled
//	-names      a pattern of names that speak of the role, instead of "key
//	            master": words, or a regular expression between slashes. May be
//	            given more than once.
//	-noreturn   functions of other packages that never return, beside those of
//	            the standard library, separated by commas: path.Func,
//	            (*path.Type).Method, or (path.Type).Method for an interface's.
//	            May be given more than once.
//	-settings   the text of a settings file, YAML or JSON. It adds to what was
//	            set before, and may be given more than once.
//	-nogate     analyse every package, also those in which nothing can matter.
//	            It finds the same, later; it is there to show that.
//
// docs/settings.md says what can be set, and how rows of one's own teach
// keymaster operations, checks and tests that it does not know. Settings come by
// value, for drivers cache results by what they see; the keymaster command reads
// them from .keymaster.yml.
package analyzer
