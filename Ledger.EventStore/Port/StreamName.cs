namespace Ledger.EventStore.Port;

/// <summary>The name of a stream: one to 250 characters, as in <c>account-42</c>. Compared bytewise.</summary>
public readonly record struct StreamName
{
    public const int MaxLength = 250;

    private readonly string? _value;

    /// <exception cref="ArgumentException">The name is empty or too long.</exception>
    public StreamName(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.Length > MaxLength)
        {
            throw new ArgumentException($"A stream's name has at most {MaxLength} characters.", nameof(value));
        }

        _value = value;
    }

    public string Value => _value ?? throw new InvalidOperationException("A stream has a name.");

    public override string ToString() => Value;
}
