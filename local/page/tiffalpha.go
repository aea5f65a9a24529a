package page

// alpha is what the sample beside the colours of a pixel says (TIFF 6.0,
// ExtraSamples). A page is paper: what is not opaque shows the white below it.
type alpha int

const (
	opaque     alpha = iota // there is none
	multiplied              // the colours are multiplied by it already
	straight
)

// onWhite is what a reader shows of one colour of a pixel.
func (a alpha) onWhite(colour, cover byte) byte {
	if a == multiplied {
		return min(colour, cover) + 255 - cover
	}
	return byte((int(colour)*int(cover) + 255*(255-int(cover)) + 127) / 255)
}

// meantBy finds what a sample beside the colours means. Of one that is not named,
// of several, and of one beside grey that is counted from white, each reader thinks
// otherwise.
func (d directory) meantBy(info *Info) error {
	t := info.TIFF
	colours := t.colourSamples()
	if colours == 0 || info.Components <= colours {
		return nil
	}
	named, err := d.numbers(tagExtraSamples, mostSamples)
	if err != nil {
		return err
	}
	if info.Components != colours+1 || len(named) != 1 || t.Photometric == TIFFPalette || t.Photometric == TIFFWhiteIsZero {
		return UnclearChannel
	}
	t.alpha, info.Alpha = alpha(named[0]), true
	if t.alpha != multiplied && t.alpha != straight {
		return UnclearChannel
	}
	return nil
}

// colourSamples is how many samples a colour has; 0: not known.
func (t *TIFFInfo) colourSamples() int {
	switch t.Photometric {
	case TIFFWhiteIsZero, TIFFBlackIsZero, TIFFPalette:
		return 1
	case TIFFRGB, TIFFYCbCr:
		return 3
	}
	return 0
}
