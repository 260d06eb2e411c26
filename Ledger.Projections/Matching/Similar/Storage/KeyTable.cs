using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar.Storage;

/// <summary>
/// Numbers for keys, from 0 on in the order in which they come. The table is made of many small ones that grow each by itself, so that no
/// growth takes long. Keys must be evenly spread.
/// </summary>
internal sealed class KeyTable
{
    private const int Shards = 256;
    private const int FirstSize = 16;
    private readonly PagedList<ulong> _keys = new();
    private readonly Shard[] _shards = new Shard[Shards];

    public int Count => _keys.Count;

    /// <returns>−1 where it is not there.</returns>
    public int Find(ulong key)
    {
        var slots = _shards[key >> 56].Slots;
        if (slots is null)
        {
            return -1;
        }

        for (var i = SlotOf(key, slots); ; i = (i + 1) & (slots.Length - 1))
        {
            var number = slots[i] - 1;
            if (number < 0 || _keys[number] == key)
            {
                return number;
            }
        }
    }

    /// <returns>The number that the key has, or that it is given now.</returns>
    public int Add(ulong key)
    {
        ref var shard = ref _shards[key >> 56];
        if (shard.Slots is null || shard.Count > shard.Slots.Length * 3L / 4)
        {
            Grow(ref shard);
        }

        var slots = shard.Slots!;
        for (var i = SlotOf(key, slots); ; i = (i + 1) & (slots.Length - 1))
        {
            var number = slots[i] - 1;
            if (number < 0)
            {
                slots[i] = _keys.Add(key) + 1;
                shard.Count++;
                return slots[i] - 1;
            }

            if (_keys[number] == key)
            {
                return number;
            }
        }
    }

    private static int SlotOf(ulong key, int[] slots) => (int)(key & (ulong)(slots.Length - 1));

    private void Grow(ref Shard shard)
    {
        var slots = new int[shard.Slots is null ? FirstSize : shard.Slots.Length * 2];
        foreach (var number in shard.Slots ?? [])
        {
            if (number == 0)
            {
                continue;
            }

            var i = SlotOf(_keys[number - 1], slots);
            while (slots[i] != 0)
            {
                i = (i + 1) & (slots.Length - 1);
            }

            slots[i] = number;
        }

        shard.Slots = slots;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Shard
    {
        /// <summary>Numbers of keys, one higher; 0 for none.</summary>
        public int[]? Slots;
        public int Count;
    }
}
