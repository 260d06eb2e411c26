namespace Ledger.Tests.Support.Faults;

/// <summary>Which way bytes go.</summary>
internal enum Way
{
    ToServer,
    ToClient,
}

/// <summary>What happens to a connection where it is cut.</summary>
internal enum CutEnding
{
    /// <summary>Both sides see a reset.</summary>
    Reset,

    /// <summary>Both sides see an end, as of a process that left in order.</summary>
    Finish,

    /// <summary>
    /// Nothing goes on either way and nobody is told. What has come to the proxy is kept, and may be delivered long after its sender
    /// gave it up.
    /// </summary>
    Hold,
}

/// <summary>A fault that waits in a connection for its place in the bytes.</summary>
/// <param name="Way">The direction whose bytes count.</param>
/// <param name="After">How many bytes still pass, from when the fault is set: so a transfer is cut in its middle.</param>
internal sealed record Cut(Way Way, int After, CutEnding Ending);
