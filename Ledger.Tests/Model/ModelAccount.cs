using System.Collections.Immutable;

namespace Ledger.Tests.Model;

/// <summary>An account as anybody would write it down.</summary>
internal sealed record ModelAccount(string Currency, long Overdraft)
{
    public const long Limit = 1L << 62;

    public long Balance { get; init; }

    public string Standing { get; init; } = "open";

    public ImmutableDictionary<Guid, (long Amount, DateTimeOffset? Until)> Holds { get; init; } = ImmutableDictionary<Guid, (long, DateTimeOffset?)>.Empty;

    /// <summary>Transfers from here that are not known here to be at their end.</summary>
    public ImmutableHashSet<Guid> InFlight { get; init; } = [];

    /// <summary>By what each was claimed that was taken back, or was to be.</summary>
    public ImmutableDictionary<Guid, Guid> Claimed { get; init; } = ImmutableDictionary<Guid, Guid>.Empty;

    public long Held => Holds.Values.Sum(hold => hold.Amount);

    public long Available => Balance - Held + Overdraft;

    public ModelAccount At(DateTimeOffset now) => this with { Holds = Holds.RemoveRange(Holds.Where(hold => hold.Value.Until <= now).Select(hold => hold.Key)) };

    public string? AgainstCredit(string currency, long amount) =>
        Standing == "closed" ? "AccountIsClosed"
        : currency != Currency ? "CurrencyMismatch"
        : Balance > Limit - amount ? "BalanceLimitExceeded"
        : null;

    public string? AgainstDebit(string currency) =>
        Standing == "closed" ? "AccountIsClosed"
        : currency != Currency ? "CurrencyMismatch"
        : Standing == "frozen" ? "AccountIsFrozen"
        : null;
}

/// <param name="End">What the target said; <see langword="null"/> before it did.</param>
internal sealed record ModelTransfer(string From, string To, long Amount, string? End = null);
