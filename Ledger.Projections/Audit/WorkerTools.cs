namespace Ledger.Projections.Audit;

/// <summary>What one worker hashes rows with, and what all of them share.</summary>
internal sealed class WorkerTools
{
    public WorkerTools(ReadOnlyMemory<byte> key, TransferBook book)
    {
        (Plain, Book) = (new(key), book);
        (Transactions, Transfers) = (new(Plain), new(Plain));
    }

    public RowHash Plain { get; }

    /// <summary>Over <see cref="Plain"/>, so that a row is finished before another is begun with either.</summary>
    public TransactionRowHash Transactions { get; }

    /// <inheritdoc cref="Transactions"/>
    public TransferRowHash Transfers { get; }

    public TransferBook Book { get; }
}
