namespace Ledger.Api.Metrics.Aggregation;

/// <summary>The measurements of one instrument under one set of labels. Any number of threads record, none of them waits or allocates.</summary>
/// <param name="labels">The labels as they are exposed, without braces; empty where there are none.</param>
internal abstract class Series(string labels)
{
    public string Labels { get; } = labels;

    public abstract void Record(long value);

    public abstract void Record(double value);
}

/// <summary>The last value that was said.</summary>
internal sealed class LastValue(string labels) : Series(labels)
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(long value) => Record((double)value);

    public override void Record(double value) => Volatile.Write(ref _value, value);
}
