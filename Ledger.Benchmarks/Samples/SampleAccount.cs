namespace Ledger.Benchmarks.Samples;

internal enum AccountUse
{
    Current,
    Savings,
    Business,
}

/// <summary>Nobody's: the name is invented and stands only in the descriptions of postings.</summary>
internal sealed record SampleOwner(string Id, string Name);

/// <summary><see cref="OverdraftLimit"/> in minor units; 0: none.</summary>
internal sealed record SampleAccount(string Id, SampleOwner Owner, AccountUse Use, SampleCurrency Currency, long OverdraftLimit);

/// <summary>A posting to be made; <see cref="At"/> orders them, and is part of the request where <see cref="NamesItsTime"/> says so.</summary>
internal sealed record SamplePosting(
    SampleAccount Account,
    bool Deposit,
    long MinorUnits,
    DateTimeOffset At,
    bool NamesItsTime,
    string Description,
    string? Reference,
    IReadOnlyList<(string Name, string Value)> Metadata);
