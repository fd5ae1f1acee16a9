using System.Runtime.Versioning;

// These tests kill processes, change users and make system calls fail.
[assembly: SupportedOSPlatform("linux")]
