using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>How to reach PostgreSQL. Its text names the server and no secret.</summary>
public sealed class PostgresSettings
{
    private readonly string _name;

    private PostgresSettings(NpgsqlConnectionStringBuilder builder)
    {
        _name = $"{builder.Host}:{builder.Port}/{builder.Database}";
        Connection = builder.ConnectionString;
    }

    internal string Connection { get; }

    /// <exception cref="FormatException">It cannot be read; the message names an option, and no value.</exception>
    public static PostgresSettings Parse(string text)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException)
        {
#pragma warning disable MA0054 // The cause may quote a value, and a value may be the password.
            throw new FormatException("It is not made of options such as Host=…;Username=…;Password=…;Database=….");
#pragma warning restore MA0054
        }

        if (string.IsNullOrEmpty(builder.Host))
        {
            throw new FormatException("It names no Host.");
        }

        builder.ApplicationName ??= "ledger";
        // Statements are few and always the same.
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? 100 : builder.MaxAutoPrepare;
        // The password stays out of what can be read from a connection later.
        builder.PersistSecurityInfo = false;
        // A commit that a crash takes away is made again from the events.
        builder.Options = $"{builder.Options} -c synchronous_commit=off".Trim();
        return new(builder);
    }

    public override string ToString() => _name;
}
