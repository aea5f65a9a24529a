package station

import (
	"context"
	"slices"
	"strings"

	"tram/local/office"
	"tram/local/people"
	"tram/local/store"
	"tram/local/workfiles"
)

// fileRights holds people to the rights of each work file (Phụ lục VI, Phần I, III.5).
type fileRights struct {
	*ground
	entrance *Entrance
}

// readable reads a file that who acts may see.
func (s fileRights) readable(ctx context.Context, id office.ID) (office.WorkFile, error) {
	f, err := store.One(ctx, s.store, workfiles.Files, id)
	if err == nil && !s.maySee(ctx, f) {
		return office.WorkFile{}, workfiles.NotYours
	}
	return f, err
}

func (s fileRights) maySee(ctx context.Context, f office.WorkFile) bool { return s.may(ctx, f.MayRead) }

// may asks a rule of a file about who acts. Where nobody has an account there is nobody to keep
// it from; a leader, who goes through the journal, may always: a file whose keepers have all left
// is not lost.
func (s fileRights) may(ctx context.Context, rule func(office.ID) bool) bool {
	l, err := s.entrance.Acting(ctx)
	if err != nil {
		return false
	}
	who := l.Person().ID
	return who == "" || rule(who) || l.May(office.MayReview) == nil && l.May(office.MayKeep) == nil
}

// belonging refuses what the journal holds of a work file, and of what lies in one, to whoever may
// not see that file. It fails with NotYours.
func (s fileRights) belonging(ctx context.Context, entries []office.Entry) error {
	for _, e := range entries {
		file, is := workfiles.Of(e)
		if !is {
			continue
		}
		if _, err := s.readable(ctx, file); err != nil {
			return err
		}
	}
	return nil
}

// keeps lets who acts begin to change a file, and reads it. It fails with NotYours and
// NotYoursToKeep.
func (s *WorkFiles) keeps(ctx context.Context, id office.ID) (context.Context, office.WorkFile, error) {
	ctx, err := s.entrance.begins(ctx, office.MayKeep)
	if err != nil {
		return ctx, office.WorkFile{}, err
	}
	f, err := s.rights.readable(ctx, id)
	if err == nil && !s.rights.may(ctx, f.MayKeep) {
		err = workfiles.NotYoursToKeep
	}
	return ctx, f, err
}

// SetFileRights says who may see a file and who may change it; nobody named: all whom their post
// lets. Each person whom the change concerns is told.
func (s *WorkFiles) SetFileRights(ctx context.Context, by office.Clerk, file office.ID, readers, keepers []office.ID) (office.WorkFile, error) {
	ctx, f, err := s.keeps(ctx, file)
	if err != nil {
		return f, err
	}
	clerks, err := s.store.Clerks(ctx)
	if err != nil {
		return f, err
	}
	was := f
	f.Readers, f.Keepers = readers, keepers
	changes := []store.Change{workfiles.Files.Put(&f)}
	for _, c := range clerks {
		if said := rightSaid(was, f, c.ID); said != "" {
			changes = append(changes, workfiles.Rights.Put(&office.FileRight{File: file, Person: c.ID, Said: said, State: office.FileRightTold}))
		}
	}
	return f, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepRights), changes...)
}

// rightSaid tells a person how their rights to a file changed; empty: they did not.
func rightSaid(was, now office.WorkFile, who office.ID) string {
	told := func(before, after bool, what string) string {
		switch {
		case before == after:
			return ""
		case after:
			return "Được " + what
		}
		return "Không còn được " + what
	}
	var all []string
	for _, said := range []string{told(was.MayRead(who), now.MayRead(who), "xem"), told(was.MayKeep(who), now.MayKeep(who), "thay đổi")} {
		if said != "" {
			all = append(all, said)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, ", ") + " hồ sơ " + now.Notation + "."
}

// FileRightsSeen notes that who acts has seen how their rights to files were changed.
func (s *WorkFiles) FileRightsSeen(ctx context.Context, by office.Clerk) (seen []office.FileRight, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRead)
	if err != nil {
		return nil, err
	}
	all, err := workfiles.RightsChanged(ctx, s.store, s.entrance.own(ctx, by).ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var changes []store.Change
	for i := range all {
		all[i].State = office.FileRightSeen
		changes = append(changes, workfiles.Rights.Put(&all[i]))
	}
	return all, s.store.Save(ctx, filing(s.entrance.own(ctx, by), workfiles.StepSeen), changes...)
}

// FileLooks tells who looked into a file, and who took it out, at this station (Phụ lục VI, Phần I,
// III.6).
func (s *WorkFiles) FileLooks(ctx context.Context, id office.ID) ([]office.FileLooks, error) {
	ctx, err := s.entrance.begins(ctx, office.MayAudit)
	if err != nil {
		return nil, err
	}
	s.entrance.writeAccesses(ctx)
	all, err := people.Stored{Store: s.store, Station: program}.Accesses(ctx)
	if err != nil {
		return nil, err
	}
	var looks []office.FileLooks
	for _, a := range all {
		if a.Record != id {
			continue
		}
		at := slices.IndexFunc(looks, func(l office.FileLooks) bool { return l.Who == a.Who })
		if at < 0 {
			at, looks = len(looks), append(looks, office.FileLooks{Who: a.Who})
		}
		if a.Way == people.StepTaken {
			looks[at].Taken += a.Times
		} else {
			looks[at].Seen += a.Times
		}
		if a.Last.After(looks[at].Last) {
			looks[at].Last = a.Last
		}
	}
	return looks, nil
}
