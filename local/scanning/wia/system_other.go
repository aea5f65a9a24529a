//go:build !windows || (!amd64 && !arm64)

package wia

// newSystem is none: WIA is a part of Windows.
func newSystem() windows { return nowhere{} }
