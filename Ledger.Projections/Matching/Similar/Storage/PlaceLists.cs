using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Ledger.Projections.Matching.Similar.Storage;

/// <summary>
/// In which texts each piece stands, in the order of the texts: the distances between them, a byte or more each, in blocks that double. What
/// stands in one text alone, as most pieces do, takes no block.
/// </summary>
internal sealed class PlaceLists
{
    private const int FirstBlock = 8;
    private const int LastBlock = 4096;
    private const int Link = 4;
    private readonly PagedList<Places> _lists = new();
    private readonly ByteRoom _bytes = new();

    /// <inheritdoc cref="ByteRoom.HasRoom"/>
    public bool HasRoom => _bytes.HasRoom;

    public int CountOf(int list) => _lists[list].Count;

    /// <summary>Notes a text; numbers of texts never fall.</summary>
    /// <param name="list">One that is there, or the next.</param>
    public void Add(int list, int text)
    {
        if (list == _lists.Count)
        {
            _lists.Add(new() { Count = 1, First = (uint)text, Last = text });
            return;
        }

        ref var places = ref _lists[list];
        if (places.Last == text)
        {
            return;
        }

        if (places.Count == 1)
        {
            var only = places.First;
            places.First = places.Next = _bytes.Take(FirstBlock + Link);
            places.Left = places.Size = FirstBlock;
            Write(ref places, only + 1);
        }

        Write(ref places, (uint)(text - places.Last));
        (places.Last, places.Count) = (text, places.Count + 1);
    }

    /// <summary>Adds a weight to each text of a list.</summary>
    /// <param name="weights">By text; those that were zero are noted in <paramref name="touched"/>.</param>
    /// <returns>How many are touched now.</returns>
    public int AddWeight(int list, float weight, float[] weights, int[] touched, int count)
    {
        ref var places = ref _lists[list];
        if (places.Count == 1)
        {
            return AddTo((int)places.First, weight, weights, touched, count);
        }

        var (size, text, left, i) = (FirstBlock, -1, places.Count, 0);
        var block = _bytes.From(places.First);
        while (true)
        {
            // A zero is the end of a block that had no room for the next distance.
            if (i == size || block[i] == 0)
            {
                block = _bytes.From(BinaryPrimitives.ReadUInt32LittleEndian(block[size..]));
                (i, size) = (0, Math.Min(size * 2, LastBlock));
            }

            int distance = block[i++];
            if (distance >= 0x80)
            {
                distance &= 0x7F;
                var shift = 7;
                int more;
                do
                {
                    more = block[i++];
                    distance |= (more & 0x7F) << shift;
                    shift += 7;
                }
                while (more >= 0x80);
            }

            text += distance;
            count = AddTo(text, weight, weights, touched, count);
            if (--left == 0)
            {
                return count;
            }
        }
    }

    private static int AddTo(int text, float weight, float[] weights, int[] touched, int count)
    {
        ref var sum = ref weights[text];
        if (sum == 0)
        {
            touched[count++] = text;
        }

        sum += weight;
        return count;
    }

    private void Write(ref Places places, uint distance)
    {
        var length = distance < 1 << 7 ? 1 : distance < 1 << 14 ? 2 : distance < 1 << 21 ? 3 : distance < 1 << 28 ? 4 : 5;
        if (places.Left < length)
        {
            var size = Math.Min(places.Size * 2, LastBlock);
            var next = _bytes.Take(size + Link);
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.From(places.Next)[places.Left..], next);
            (places.Next, places.Left, places.Size) = (next, (ushort)size, (ushort)size);
        }

        var room = _bytes.From(places.Next);
        for (var i = 0; i < length; i++)
        {
            room[i] = (byte)((distance & 0x7F) | (i + 1 < length ? 0x80u : 0));
            distance >>= 7;
        }

        places.Next += (uint)length;
        places.Left -= (ushort)length;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Places
    {
        public int Count;
        public int Last;

        /// <summary>The first block; of a list of one, the text.</summary>
        public uint First;

        /// <summary>Where the next distance is written.</summary>
        public uint Next;
        public ushort Left;
        public ushort Size;
    }
}
