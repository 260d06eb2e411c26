namespace Ledger.Domain.Kernel;

/// <summary>
/// What a person wrote about a person. It stands in one member of the event, so that it can be encrypted with a key per person and
/// shredded with that key, while the chain goes on covering the bytes as stored.
/// </summary>
/// <param name="KeyId">The key that the value is encrypted with; <see langword="null"/> for plain text.</param>
/// <param name="Value">The content.</param>
public sealed record Personal<T>(string? KeyId, T Value);
