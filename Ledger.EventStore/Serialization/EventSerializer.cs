using System.Buffers;
using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Domain;
using Ledger.Domain.Kernel;
using Ledger.EventStore.Port;

namespace Ledger.EventStore.Serialization;

/// <summary>
/// Event records to bytes and back. What is written carries the chain; what is read may be of an older shape and comes back as the
/// current record.
/// </summary>
public sealed class EventSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // A member that the record does not have would be lost without a word: that is a new version, and needs an upcast.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNotNullable, SayEveryKeyId } },
        // Stored bytes are never part of a web page; names in any script stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new MoneyConverter(), new CurrencyConverter(), new InstantConverter(), new PersonalConverter(), new OpenItemsConverter(),
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        },
    };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Output, Utf8JsonWriter Writer)? _scratch;

    private readonly FrozenDictionary<Type, string> _names;
    private readonly FrozenDictionary<string, (Type Record, PostingFormat.Reader? Plain, Func<object, object>? ToCurrent)> _records;

    /// <summary>The table of a ledger, or, in a test, one with shapes of the past added.</summary>
    public EventSerializer(IEnumerable<EventType> current, IEnumerable<Upcast> upcasts)
    {
        var types = current.ToList();
        _names = types.ToFrozenDictionary(type => type.Record, type => type.StoredName);
        _records = types.Select(type => (type.StoredName, type.Record, ToCurrent: (Func<object, object>?)null))
            .Concat(upcasts.Select(upcast => (upcast.StoredName, upcast.Record, ToCurrent: (Func<object, object>?)upcast.ToCurrent)))
            .ToFrozenDictionary(entry => entry.StoredName, entry => (entry.Record, PostingFormat.Of(entry.Record), entry.ToCurrent), StringComparer.Ordinal);
    }

    public static EventSerializer Default { get; } = new(EventTypes.Current, EventTypes.Upcasts);

    public string NameOf(object @event) => _names[@event.GetType()];

    /// <summary>Personal data says which key it is encrypted with, also where that is none.</summary>
    private static void SayEveryKeyId(JsonTypeInfo type)
    {
        if (type.Type.IsGenericType && type.Type.GetGenericTypeDefinition() == typeof(Personal<>))
        {
            foreach (var property in type.Properties)
            {
                property.ShouldSerialize = static (_, _) => true;
            }
        }
    }

    private static void RequireWhatIsNotNullable(JsonTypeInfo type)
    {
        // A member that is not there would otherwise read as zero or nothing.
        foreach (var property in type.Properties)
        {
            property.IsRequired = property.PropertyType.IsValueType
                ? Nullable.GetUnderlyingType(property.PropertyType) is null
                : !property.IsSetNullable;
        }
    }

    /// <summary>Makes what is appended, and the chain value of it.</summary>
    public (EventData Event, Chain Chain) Serialize(object @event, Guid id, EventMetadata metadata, long revision, Chain previous)
    {
        var (output, writer) = _scratch ??= (new ArrayBufferWriter<byte>(2048), new Utf8JsonWriter(Stream.Null, new() { Encoder = Options.Encoder }));
        output.ResetWrittenCount();
        writer.Reset(output);
        JsonSerializer.Serialize(writer, @event, @event.GetType(), Options);
        var dataLength = output.WrittenCount;
        MetadataFormat.WriteCovered(output, writer, metadata);
        var type = _names[@event.GetType()];
        var chain = previous.Next(revision, id, type, output.WrittenSpan[..dataLength], output.WrittenSpan[dataLength..]);
        MetadataFormat.WriteChain(output, chain);
        var bytes = output.WrittenSpan.ToArray();
        return (new(id, type, bytes.AsMemory(0, dataLength), bytes.AsMemory(dataLength)), chain);
    }

    /// <summary>Reads what happened, in its current shape.</summary>
    /// <exception cref="UnreadableEventException">The type is unknown, or the data is not of its shape.</exception>
    public object Deserialize(RecordedEvent recorded)
    {
        if (!_records.TryGetValue(recorded.Type, out var entry))
        {
            throw new UnreadableEventException(recorded, $"there is no event type '{recorded.Type}'");
        }

        try
        {
            var read = entry.Plain?.Invoke(recorded.Data.Span)
                ?? JsonSerializer.Deserialize(recorded.Data.Span, entry.Record, Options)
                ?? throw new UnreadableEventException(recorded, "its data is null");
            return entry.ToCurrent is null ? read : entry.ToCurrent(read);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new UnreadableEventException(recorded, e.Message, e);
        }
    }

    /// <exception cref="UnreadableEventException">It is not what the ledger writes.</exception>
    public static StoredMetadata ReadMetadata(RecordedEvent recorded) => Read(recorded, MetadataFormat.Read);

    /// <exception cref="UnreadableEventException">It is not what the ledger writes.</exception>
    public static StoredFacts ReadFacts(RecordedEvent recorded) => Read(recorded, MetadataFormat.ReadFacts);

    private static T Read<T>(RecordedEvent recorded, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(recorded.Metadata);
        }
        catch (FormatException e)
        {
            throw new UnreadableEventException(recorded, e.Message, e);
        }
    }
}

/// <summary>An event that this version of the ledger cannot read. The message names the event and what is wrong, never its data.</summary>
public sealed class UnreadableEventException(RecordedEvent recorded, string why, Exception? inner = null)
    : Exception($"Event {recorded.Revision} of {recorded.Stream} at position {recorded.Position} cannot be read: {why}.", inner);
