package truth

import "fmt"

// Cases generates the cases [from, to) of a seed. Those that do not compile are
// a fault of the generator, and an error.
func (w *World) Cases(seed uint64, from, to int, f Features) ([]Case, error) {
	var cases []Case
	for id := from; id < to; id++ {
		raw := Generate(seed, id, f)
		c, err := w.repaired(raw)
		if err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", raw.Name, err, raw.Src)
		}
		cases = append(cases, c)
	}
	return cases, nil
}
