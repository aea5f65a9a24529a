package veil

// SQLite's measures of a log, in bytes.
const (
	logHeader   = 32
	frameHeader = 24
	frameSize   = frameHeader + sectorSize

	framePad  = 8 // fills the header of a frame up to whole blocks
	slotStart = frameHeader + framePad
	slotSize  = slotStart + sectorSize
)

// unit is the part of a file that lies together under one tweak: where it lies for
// SQLite and on the disk, and how long it is.
type unit struct {
	logical, physical int64
	length            int64
	sector            uint64
}

// A layout tells in which unit a byte of SQLite's lies, and how large a file is for
// SQLite that is so large on the disk, and the way back.
type layout struct {
	unitAt     func(logical int64) unit
	toLogical  func(physical int64) int64
	toPhysical func(logical int64) int64
}

// asItIs is the layout of a database: pages where SQLite puts them.
var asItIs = layout{
	unitAt: func(at int64) unit {
		n := at / sectorSize
		return unit{n * sectorSize, n * sectorSize, sectorSize, uint64(n)}
	},
	toLogical:  func(size int64) int64 { return size },
	toPhysical: wholeBlocks,
}

// inSlots is the layout of a log. Were the pages of a database of another size than a
// sector, frames would share blocks again: slower, and never wrong.
var inSlots = layout{unitAt: slotUnit, toLogical: logLogical, toPhysical: logPhysical}

func slotUnit(at int64) unit {
	if at < logHeader {
		return unit{0, 0, logHeader, 0}
	}
	n, within := (at-logHeader)/frameSize, (at-logHeader)%frameSize
	frame, slot := logHeader+n*frameSize, logHeader+n*slotSize
	if within < frameHeader {
		return unit{frame, slot, frameHeader, uint64(2*n + 1)}
	}
	return unit{frame + frameHeader, slot + slotStart, sectorSize, uint64(2*n + 2)}
}

func logLogical(size int64) int64 {
	if size <= logHeader {
		return size
	}
	n, within := (size-logHeader)/slotSize, (size-logHeader)%slotSize
	if within > frameHeader {
		within = max(frameHeader, within-framePad)
	}
	return logHeader + n*frameSize + within
}

func logPhysical(size int64) int64 {
	if size <= logHeader {
		return wholeBlocks(size)
	}
	n, within := (size-logHeader)/frameSize, (size-logHeader)%frameSize
	if within > frameHeader {
		within += framePad
	}
	return logHeader + n*slotSize + wholeBlocks(within)
}

func wholeBlocks(n int64) int64 { return (n + blockSize - 1) / blockSize * blockSize }
