namespace Ledger.Tests.Api.Crash;

/// <summary>A command that was sent, and what is known of it. Its reference is its own, and so tells it from all others.</summary>
internal sealed record Sent(string Reference, string AccountId, string Type, long Cents, string? Key)
{
    public Known Known { get; set; } = Known.Nothing;

    public bool IsSentAgain { get; set; }

    /// <summary>The transaction's id, where an answer named it.</summary>
    public string? TransactionId { get; set; }
}

/// <summary>What an answer promised.</summary>
internal enum Known
{
    /// <summary>No answer, or one that says that the outcome is unknown: it may be there, once, or not.</summary>
    Nothing,

    /// <summary>It is there.</summary>
    Posted,

    /// <summary>Its refusal is there.</summary>
    Declined,

    /// <summary>Nothing was or will be written.</summary>
    NotWritten,
}
