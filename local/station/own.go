package station

import "tram/local/store"

// actOf is an act of the station itself, told with its cause: no person did it, and none is
// credited with it.
func actOf(cause, step string) store.Act {
	return store.Act{Actor: program + " (" + cause + ")", Step: step}
}
