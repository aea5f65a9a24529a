package kit

import (
	"context"
	"os"
	"path/filepath"

	"tram/local/job"
)

// Saving is a file that leaves the program.
type Saving struct {
	Purpose string // by which its last folder is remembered; empty: its ending
	Name    string // that is proposed, with the ending that the file must have
	Size    int64  // bytes, as far as they are known before; 0: they are not
	Fresh   bool   // a file that is there is never replaced

	Doing string                                       // what the bar says meanwhile; empty: that a file is saved
	Next  string                                       // what is to be done with it then; may be empty
	Write func(ctx context.Context, path string) error // whole, to a path where nothing lies
	Then  func(path string)                            // once it is there; may be nil
}

func (s Saving) purpose() string {
	if s.Purpose != "" {
		return s.Purpose
	}
	return filepath.Ext(s.Name)
}

func (s Saving) doing() string {
	if s.Doing != "" {
		return s.Doing
	}
	return T("files.saving")
}

// Save asks under which name a file is to be saved, has it written, and says that it is
// there, with buttons that open it and its folder. A file that is there is replaced only
// where the clerk was asked, and stays until the new one is whole.
func (d *Desk) Save(s Saving) {
	d.askSave(s, func(path string, over bool) {
		d.Run(s.doing(), true, func(ctx context.Context, _ *job.Progress) error {
			if over {
				return d.replace(ctx, s.Write, path)
			}
			return s.Write(ctx, path)
		}, func(err error) {
			if err != nil {
				d.Tell(err)
				return
			}
			d.saved(path, s.Next)
			if s.Then != nil {
				s.Then(path)
			}
		})
	})
}

func (d *Desk) askSave(s Saving, then func(path string, over bool)) {
	if d.AskSave != nil {
		d.AskSave(s, then)
		return
	}
	newPicker(d, []string{filepath.Ext(s.Name)}, false, &s, func(paths []string, over bool) { then(paths[0], over) }).open()
}

// PickSave asks under which name to save. A name that is taken is refused below the field,
// so that nothing is ever replaced.
func (d *Desk) PickSave(name string, then func(path string)) {
	d.askSave(Saving{Name: name, Fresh: true}, func(path string, _ bool) { then(path) })
}

// replace writes a file beside the one that it replaces, in a folder of its own so that it
// has the same name, and moves it into the place of the old one when it is whole.
func (d *Desk) replace(ctx context.Context, write func(context.Context, string) error, path string) error {
	beside, err := os.MkdirTemp(filepath.Dir(path), ".tram-*.part")
	if err != nil {
		return Refused("kit.save-refused", Foreign(filepath.Base(path))).Because(err)
	}
	made := filepath.Join(beside, filepath.Base(path))
	defer func() {
		_ = os.Remove(made) // it has moved, or is half a file
		_ = os.Remove(beside)
	}()
	if err := write(ctx, made); err != nil {
		return err
	}
	if d.Machine.Move != nil {
		return d.Machine.Move(made, path)
	}
	return os.Rename(made, path)
}

// folderSaid is the name of a folder; a root has none but its path.
func folderSaid(dir string) string {
	if filepath.Dir(dir) == dir {
		return dir
	}
	return filepath.Base(dir)
}

// Saved says that a file is there, with buttons that open it and its folder.
func (d *Desk) Saved(path string) { d.saved(path, "") }

func (d *Desk) saved(path, next string) {
	said := T("files.saved", Foreign(filepath.Base(path)), Foreign(folderSaid(filepath.Dir(path))))
	if d.Machine.Open == nil {
		d.Good(Trouble{said, next}.String())
		return
	}
	open := func(what string) func() { return func() { d.View(d.Machine.Open, what) } }
	d.News.Made(Trouble{said, next}, T("files.see"), open(path), T("files.see-folder"), open(filepath.Dir(path)))
}
