package station

import (
	"bytes"
	"context"
	"image"
	"io"
	"maps"

	"tram/local/look"
	"tram/local/office"
	"tram/local/page"
	"tram/local/store"
)

// mostPictureFile is more than any picture of a seal or a signature has, in
// bytes.
const mostPictureFile = 4 << 20

// ReadPicture reads a picture of a signature or a seal that somebody named.
func ReadPicture(path string) ([]byte, error) { return readSmall(path, mostPictureFile) }

// picture is the one of a wish, or the one that the office keeps for it.
func (s *Signing) picture(ctx context.Context, wish office.SigningWish, kind office.Look) (look.Picture, error) {
	if wish.Picture != nil {
		return look.ReadImage(ctx, wish.Picture, kind)
	}
	setup, err := s.store.SigningSetup(ctx)
	if err != nil {
		return look.Picture{}, err
	}
	kept := setup.Seal
	if hand, is := setup.Hands[wish.Clerk.ID]; kind == office.LookPerson {
		kept = nil
		if is {
			kept = &hand
		}
	}
	if kept == nil {
		return look.Picture{}, nil // look.Place tells what is missing
	}
	b, err := s.keptBytes(kept.Digest)
	if err != nil {
		return look.Picture{}, err
	}
	p, err := look.ReadImage(ctx, b, kind)
	if err != nil {
		return p, err
	}
	return p.Sized(kept.WidthMM)
}

func (s *Signing) keptBytes(d office.Digest) ([]byte, error) {
	file, err := s.vault.Read(d)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostPictureFile))
}

// TakePicture keeps the picture of the office's seal, or of a clerk's signature
// where one is named. The notes tell what the clerk should know of it.
func (s *Signing) TakePicture(ctx context.Context, clerk office.ID, path string) (office.SigningSetup, []string, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.SigningSetup{}, nil, err
	}
	setup, err := s.store.SigningSetup(ctx)
	if err != nil {
		return setup, nil, err
	}
	b, err := ReadPicture(path)
	if err != nil {
		return setup, nil, err
	}
	kind := office.LookSeal
	if clerk != "" {
		kind = office.LookPerson
	}
	p, err := look.ReadImage(ctx, b, kind)
	if err != nil {
		return setup, nil, err
	}
	digest, err := s.vault.Keep(b)
	if err != nil {
		return setup, nil, err
	}
	setup, err = s.savePicture(ctx, setup, clerk, &office.LookPicture{Digest: digest, WidthMM: p.W})
	return setup, p.Notes, err
}

// DropPicture keeps the picture of the seal, or of a clerk's signature, no more
// for new signatures.
func (s *Signing) DropPicture(ctx context.Context, clerk office.ID) (office.SigningSetup, error) {
	ctx, err := s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return office.SigningSetup{}, err
	}
	setup, err := s.store.SigningSetup(ctx)
	if err != nil {
		return setup, err
	}
	return s.savePicture(ctx, setup, clerk, nil)
}

func (s *Signing) savePicture(ctx context.Context, setup office.SigningSetup, clerk office.ID, p *office.LookPicture) (office.SigningSetup, error) {
	if clerk == "" {
		setup.Seal = p
	} else {
		hands := maps.Clone(setup.Hands)
		if hands == nil {
			hands = map[office.ID]office.LookPicture{}
		}
		delete(hands, clerk)
		if p != nil {
			hands[clerk] = *p
		}
		setup.Hands = hands
	}
	return s.store.SaveSigningSetup(ctx, store.Act{Actor: account(), Step: "look-picture"}, setup)
}

// LookPicture shows a picture that the office keeps.
func (s *Signing) LookPicture(ctx context.Context, d office.Digest) (image.Image, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	b, err := s.keptBytes(d)
	if err != nil {
		return nil, err
	}
	return page.Decode(ctx, bytes.NewReader(b), int64(len(b)), 0)
}
