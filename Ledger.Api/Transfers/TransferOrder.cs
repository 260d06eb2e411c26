using Ledger.Domain.Accounts;
using Ledger.Domain.Kernel;

namespace Ledger.Api.Transfers;

/// <summary>A transfer that is to be made.</summary>
internal sealed record TransferOrder(
    string FromAccountId, string ToAccountId, Money Amount, DateTimeOffset? EffectiveAt, TransactionDetails Details, Conversion? Conversion)
{
    /// <summary>Of the transfer, and of the transaction that debits its source.</summary>
    public required Guid Id { get; init; }

    /// <summary><see langword="null"/> where the client gave no key.</summary>
    public string? CommandHash { get; init; }

    /// <summary>Where it takes an earlier transfer back: the transaction of the source that it reverses, and that of the target.</summary>
    public Guid? ReversalOf { get; init; }

    /// <inheritdoc cref="ReversalOf"/>
    public Guid? ReversalAtTarget { get; init; }

    /// <inheritdoc cref="SendTransfer.Unconvertible"/>
    public RateUnavailable? Unconvertible { get; init; }

    public long? IfRevision { get; init; }
}
