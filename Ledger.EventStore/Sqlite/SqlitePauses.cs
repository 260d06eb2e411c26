using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.EventStore.Sqlite;

/// <summary>
/// Lets SQLite pause for as long as it asks to. The build that restores was made without <c>usleep</c> and rounds every pause up to whole
/// seconds: a reader that meets a commit a few times, which is to try again after a millisecond, would keep its caller waiting for one. Who
/// waits for a lock (<c>busy_timeout</c>) asks for whole seconds in such a build, and gets them.
/// </summary>
internal static unsafe partial class SqlitePauses
{
    // As SQLitePCLRaw names it, which has loaded it before.
    private const string Library = "e_sqlite3";

    /// <summary>Makes the system's files, with pauses of our own, what every connection of the process uses.</summary>
    /// <exception cref="InvalidOperationException">This SQLite is of another shape.</exception>
    public static void Mend()
    {
        var system = Find(null);
        if (system is null || system->Version < 3)
        {
            throw new InvalidOperationException("SQLite's interface to the system's files is not the one that is known.");
        }

        // For as long as the process lives.
        var own = (Files*)NativeMemory.Alloc((nuint)sizeof(Files));
        *own = *system;
        own->Version = 3;
        own->Next = 0;
        own->Name = Marshal.StringToCoTaskMemUTF8("ledger");
        own->Pause = &Pause;
        if (Register(own, isDefault: 1) is not 0 and var result)
        {
            throw new InvalidOperationException($"SQLite did not take the interface to the system's files: {result}.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Pause(nint files, int microseconds)
    {
        Thread.Sleep((microseconds + 999) / 1_000);
        return microseconds;
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Files* Find(byte* name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Register(Files* files, int isDefault);

    /// <summary><c>sqlite3_vfs</c>, third version, https://www.sqlite.org/c3ref/vfs.html.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Files
    {
        public int Version;
        public int FileSize;
        public int MaxPath;
        public nint Next;
        public nint Name;
        public nint Data;
        public nint Open;
        public nint Delete;
        public nint Access;
        public nint FullPath;
        public nint LibraryOpen;
        public nint LibraryError;
        public nint LibrarySymbol;
        public nint LibraryClose;
        public nint Randomness;
        public delegate* unmanaged[Cdecl]<nint, int, int> Pause;
        public nint CurrentTime;
        public nint LastError;
        public nint CurrentTimeInt64;
        public nint SetSystemCall;
        public nint GetSystemCall;
        public nint NextSystemCall;
    }
}
