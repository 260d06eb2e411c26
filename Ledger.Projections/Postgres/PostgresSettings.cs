using Npgsql;

namespace Ledger.Projections.Postgres;

/// <summary>How to reach PostgreSQL. Its text names the server and no secret.</summary>
public sealed class PostgresSettings
{
    private readonly string _name;

    private PostgresSettings(NpgsqlConnectionStringBuilder builder)
    {
        _name = $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}";
        Connection = builder.ConnectionString;
        var options = builder.Options;
        builder.Options = $"{options} -c default_transaction_read_only=on";
        QueryConnection = builder.ConnectionString;
        builder.Options = options;
        // Its session is never given to anybody else.
        builder.Pooling = false;
        LockConnection = builder.ConnectionString;
    }

    internal string Connection { get; }

    /// <summary>For connections that cannot write.</summary>
    internal string QueryConnection { get; }

    /// <summary>For the one connection that holds the lock: closing it ends its session.</summary>
    internal string LockConnection { get; }

    /// <param name="text">Options as Npgsql has them, such as <c>Host=db;Username=ledger;Password=…;Database=ledger</c>.</param>
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
        // A commit that a crash takes away is made again from the events. And a client whose machine is gone is noticed within half a
        // minute and not after the two hours of the system's default, since its locks keep the next one waiting.
        builder.Options = $"{builder.Options} -c synchronous_commit=off -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3".Trim();
        return Checked(new(builder));
    }

    public override string ToString() => _name;

    private static PostgresSettings Checked(PostgresSettings settings)
    {
        try
        {
            NpgsqlDataSource.Create(settings.Connection).Dispose();
            return settings;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or NotSupportedException)
        {
#pragma warning disable MA0054 // As above.
            throw new FormatException("Its options do not go together.");
#pragma warning restore MA0054
        }
    }
}
