using Ledger.Benchmarks.Load.Wire;

namespace Ledger.Benchmarks.Load.Driving;

/// <summary>
/// What is asked, and what the answers mean. Every call comes from the driver's one thread; <c>slot</c> is the connection's number,
/// and each has at most one request at a time.
/// </summary>
internal interface IWorkload
{
    /// <summary>Whether the same request may be sent a second time without a second effect.</summary>
    bool Repeatable { get; }

    /// <summary>Writes the next request and answers its length; 0: there is none left.</summary>
    int Compose(int slot, Span<byte> request);

    /// <summary>Answers false where the request is to be sent again a little later.</summary>
    bool Answered(int slot, in Answer answer);

    /// <summary>No answer will come. Where it may have arrived, nobody knows what it did.</summary>
    void Abandoned(int slot, bool mayHaveArrived);
}
