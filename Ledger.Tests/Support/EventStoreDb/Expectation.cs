using System.Runtime.InteropServices;

namespace Ledger.Tests.Support.EventStoreDb;

internal enum ExpectationKind
{
    Revision = 2,
    NoStream = 3,
    Any = 4,
    StreamExists = 5,
}

/// <summary>Where a request expects its stream to stand. The port has fewer ways to say it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Expectation(ExpectationKind Kind, ulong Revision)
{
    /// <summary>As the real server writes it in texts.</summary>
    public long AsNumber => Kind switch
    {
        ExpectationKind.NoStream => -1,
        ExpectationKind.Any => -2,
        ExpectationKind.StreamExists => -4,
        _ => (long)Math.Min(Revision, long.MaxValue),
    };

    /// <param name="number">The number of the field that is set. Every request that has an expectation has it by the same numbers.</param>
    /// <param name="revision">The revision, where that is what is set.</param>
    public static Expectation Of(int number, ulong revision) => number is >= 2 and <= 5
        ? new((ExpectationKind)number, revision)
        : throw GrpcFailure.InvalidArgument("'None' is not a valid expected revision");
}
