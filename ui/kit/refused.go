package kit

import "tram/local/office"

// Refused is what keeps a clerk from going on before anything is asked of the station. Its
// key is that of the sentence, and with "-next" of what to do.
func Refused(key string, args ...any) office.Failure {
	return office.Failure{Name: "ui." + key, Said: T(key, args...), Next: T(key + "-next")}
}
