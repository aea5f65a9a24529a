package pdf

import "tram/local/pdf/cos"

// evidence lets certificates, answers and lists come and go (DSS, ISO 32000-2,
// 12.8.4.3): dictionaries of lists of streams, each stream with nothing beside it.
func (c *comparison) evidence(was, is cos.Object) {
	if was == nil && is == nil {
		return
	}
	w := evidenceWalk{c: c, changed: !cos.Same(was, is)}
	w.store(was, is)
	if w.changed {
		c.note(EvidenceAdded)
	}
}

// evidenceWalk goes through the store of both states.
type evidenceWalk struct {
	c       *comparison
	changed bool
}

func (w *evidenceWalk) dict(was, is cos.Object) (cos.Dict, bool) {
	w.see(is)
	_, now, ok := w.c.dicts(was, is, roleStore, placeEvidence)
	return now, ok
}

// see notes that a part of the store is not what it was.
func (w *evidenceWalk) see(o cos.Object) {
	if at, is := o.(cos.Ref); is && w.c.differs[at.Num] {
		w.changed = true
	}
}

func (w *evidenceWalk) store(was, is cos.Object) {
	now, ok := w.dict(was, is)
	if !ok {
		return
	}
	for _, e := range now.Entries {
		switch e.Key {
		case "Certs", "CRLs", "OCSPs":
			w.pieces(e.Value)
		case "VRI":
			w.abouts(e.Value)
		default:
			w.c.lead(e.Value, e.Key, roleStore, placeEvidence)
		}
	}
}

// abouts goes through what belongs to single signatures.
func (w *evidenceWalk) abouts(o cos.Object) {
	all, ok := w.dict(o, o)
	if !ok {
		return
	}
	for _, e := range all.Entries {
		if e.Key == "Type" {
			w.c.lead(e.Value, e.Key, roleStore, placeEvidence)
			continue
		}
		about, ok := w.dict(e.Value, e.Value)
		if !ok {
			continue
		}
		for _, part := range about.Entries {
			switch part.Key {
			case "Cert", "CRL", "OCSP":
				w.pieces(part.Value)
			case "TS":
				w.piece(part.Value)
			default:
				w.c.lead(part.Value, part.Key, roleStore, placeEvidence)
			}
		}
	}
}

func (w *evidenceWalk) pieces(o cos.Object) {
	w.see(o)
	_, list, ok := w.c.lists(o, o, roleStore, placeEvidence)
	if !ok {
		return
	}
	for _, piece := range list {
		w.piece(piece)
	}
}

// piece asks that evidence that came is a stream and nothing else.
func (w *evidenceWalk) piece(o cos.Object) {
	at, is := o.(cos.Ref)
	if !is {
		w.c.content(placeEvidence)
		return
	}
	w.c.take(at.Num, roleEvidence)
	if !w.c.differs[at.Num] {
		return
	}
	w.changed = true
	item, err := w.c.now.f.Follow(at)
	d, dict := item.Value.(cos.Dict)
	if err != nil || item.Value != nil && (!dict || item.Stream == 0 || !onlyKeys(d, "Type", "Length", "Filter", "DecodeParms", "DL")) {
		w.c.content(placeEvidence)
		return
	}
	w.c.lead(item.Value, "", roleEvidence, placeEvidence)
}
