const importMetaUrl = require('node:url').pathToFileURL(__filename).href;
"use strict";
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node_modules/hdr-histogram-js/dist/HistogramIterationValue.js
var require_HistogramIterationValue = __commonJS({
  "node_modules/hdr-histogram-js/dist/HistogramIterationValue.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var HistogramIterationValue = class {
      constructor() {
        this.reset();
      }
      reset() {
        this.valueIteratedTo = 0;
        this.valueIteratedFrom = 0;
        this.countAtValueIteratedTo = 0;
        this.countAddedInThisIterationStep = 0;
        this.totalCountToThisValue = 0;
        this.totalValueToThisValue = 0;
        this.percentile = 0;
        this.percentileLevelIteratedTo = 0;
      }
    };
    exports2.default = HistogramIterationValue;
  }
});

// node_modules/hdr-histogram-js/dist/JsHistogramIterator.js
var require_JsHistogramIterator = __commonJS({
  "node_modules/hdr-histogram-js/dist/JsHistogramIterator.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var HistogramIterationValue_1 = require_HistogramIterationValue();
    var JsHistogramIterator = class {
      constructor() {
        this.currentIterationValue = new HistogramIterationValue_1.default();
      }
      resetIterator(histogram) {
        this.histogram = histogram;
        this.savedHistogramTotalRawCount = histogram.totalCount;
        this.arrayTotalCount = histogram.totalCount;
        this.currentIndex = 0;
        this.currentValueAtIndex = 0;
        this.nextValueAtIndex = Math.pow(2, histogram.unitMagnitude);
        this.prevValueIteratedTo = 0;
        this.totalCountToPrevIndex = 0;
        this.totalCountToCurrentIndex = 0;
        this.totalValueToCurrentIndex = 0;
        this.countAtThisValue = 0;
        this.freshSubBucket = true;
        this.currentIterationValue.reset();
      }
      /**
       * Returns true if the iteration has more elements. (In other words, returns true if next would return an
       * element rather than throwing an exception.)
       *
       * @return true if the iterator has more elements.
       */
      hasNext() {
        if (this.histogram.totalCount !== this.savedHistogramTotalRawCount) {
          throw "Concurrent Modification Exception";
        }
        return this.totalCountToCurrentIndex < this.arrayTotalCount;
      }
      /**
       * Returns the next element in the iteration.
       *
       * @return the {@link HistogramIterationValue} associated with the next element in the iteration.
       */
      next() {
        while (!this.exhaustedSubBuckets()) {
          this.countAtThisValue = this.histogram.getCountAtIndex(this.currentIndex);
          if (this.freshSubBucket) {
            this.totalCountToCurrentIndex += this.countAtThisValue;
            this.totalValueToCurrentIndex += this.countAtThisValue * this.histogram.highestEquivalentValue(this.currentValueAtIndex);
            this.freshSubBucket = false;
          }
          if (this.reachedIterationLevel()) {
            const valueIteratedTo = this.getValueIteratedTo();
            Object.assign(this.currentIterationValue, {
              valueIteratedTo,
              valueIteratedFrom: this.prevValueIteratedTo,
              countAtValueIteratedTo: this.countAtThisValue,
              countAddedInThisIterationStep: this.totalCountToCurrentIndex - this.totalCountToPrevIndex,
              totalCountToThisValue: this.totalCountToCurrentIndex,
              totalValueToThisValue: this.totalValueToCurrentIndex,
              percentile: 100 * this.totalCountToCurrentIndex / this.arrayTotalCount,
              percentileLevelIteratedTo: this.getPercentileIteratedTo()
            });
            this.prevValueIteratedTo = valueIteratedTo;
            this.totalCountToPrevIndex = this.totalCountToCurrentIndex;
            this.incrementIterationLevel();
            if (this.histogram.totalCount !== this.savedHistogramTotalRawCount) {
              throw new Error("Concurrent Modification Exception");
            }
            return this.currentIterationValue;
          }
          this.incrementSubBucket();
        }
        throw new Error("Index Out Of Bounds Exception");
      }
      getPercentileIteratedTo() {
        return 100 * this.totalCountToCurrentIndex / this.arrayTotalCount;
      }
      getPercentileIteratedFrom() {
        return 100 * this.totalCountToPrevIndex / this.arrayTotalCount;
      }
      getValueIteratedTo() {
        return this.histogram.highestEquivalentValue(this.currentValueAtIndex);
      }
      exhaustedSubBuckets() {
        return this.currentIndex >= this.histogram.countsArrayLength;
      }
      incrementSubBucket() {
        this.freshSubBucket = true;
        this.currentIndex++;
        this.currentValueAtIndex = this.histogram.valueFromIndex(this.currentIndex);
        this.nextValueAtIndex = this.histogram.valueFromIndex(this.currentIndex + 1);
      }
    };
    exports2.default = JsHistogramIterator;
  }
});

// node_modules/hdr-histogram-js/dist/RecordedValuesIterator.js
var require_RecordedValuesIterator = __commonJS({
  "node_modules/hdr-histogram-js/dist/RecordedValuesIterator.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var JsHistogramIterator_1 = require_JsHistogramIterator();
    var RecordedValuesIterator = class extends JsHistogramIterator_1.default {
      /**
       * @param histogram The histogram this iterator will operate on
       */
      constructor(histogram) {
        super();
        this.doReset(histogram);
      }
      /**
       * Reset iterator for re-use in a fresh iteration over the same histogram data set.
       */
      reset() {
        this.doReset(this.histogram);
      }
      doReset(histogram) {
        super.resetIterator(histogram);
        this.visitedIndex = -1;
      }
      incrementIterationLevel() {
        this.visitedIndex = this.currentIndex;
      }
      reachedIterationLevel() {
        const currentCount = this.histogram.getCountAtIndex(this.currentIndex);
        return currentCount != 0 && this.visitedIndex !== this.currentIndex;
      }
    };
    exports2.default = RecordedValuesIterator;
  }
});

// node_modules/hdr-histogram-js/dist/PercentileIterator.js
var require_PercentileIterator = __commonJS({
  "node_modules/hdr-histogram-js/dist/PercentileIterator.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var JsHistogramIterator_1 = require_JsHistogramIterator();
    var { pow, floor, log2 } = Math;
    var PercentileIterator = class extends JsHistogramIterator_1.default {
      /**
       * @param histogram The histogram this iterator will operate on
       * @param percentileTicksPerHalfDistance The number of equal-sized iteration steps per half-distance to 100%.
       */
      constructor(histogram, percentileTicksPerHalfDistance) {
        super();
        this.percentileTicksPerHalfDistance = 0;
        this.percentileLevelToIterateTo = 0;
        this.percentileLevelToIterateFrom = 0;
        this.reachedLastRecordedValue = false;
        this.doReset(histogram, percentileTicksPerHalfDistance);
      }
      /**
       * Reset iterator for re-use in a fresh iteration over the same histogram data set.
       *
       * @param percentileTicksPerHalfDistance The number of iteration steps per half-distance to 100%.
       */
      reset(percentileTicksPerHalfDistance) {
        this.doReset(this.histogram, percentileTicksPerHalfDistance);
      }
      doReset(histogram, percentileTicksPerHalfDistance) {
        super.resetIterator(histogram);
        this.percentileTicksPerHalfDistance = percentileTicksPerHalfDistance;
        this.percentileLevelToIterateTo = 0;
        this.percentileLevelToIterateFrom = 0;
        this.reachedLastRecordedValue = false;
      }
      hasNext() {
        if (super.hasNext())
          return true;
        if (!this.reachedLastRecordedValue && this.arrayTotalCount > 0) {
          this.percentileLevelToIterateTo = 100;
          this.reachedLastRecordedValue = true;
          return true;
        }
        return false;
      }
      incrementIterationLevel() {
        this.percentileLevelToIterateFrom = this.percentileLevelToIterateTo;
        const percentileReportingTicks = this.percentileTicksPerHalfDistance * pow(2, floor(log2(100 / (100 - this.percentileLevelToIterateTo))) + 1);
        this.percentileLevelToIterateTo += 100 / percentileReportingTicks;
      }
      reachedIterationLevel() {
        if (this.countAtThisValue === 0) {
          return false;
        }
        const currentPercentile = 100 * this.totalCountToCurrentIndex / this.arrayTotalCount;
        return currentPercentile >= this.percentileLevelToIterateTo;
      }
      getPercentileIteratedTo() {
        return this.percentileLevelToIterateTo;
      }
      getPercentileIteratedFrom() {
        return this.percentileLevelToIterateFrom;
      }
    };
    exports2.default = PercentileIterator;
  }
});

// node_modules/hdr-histogram-js/dist/formatters.js
var require_formatters = __commonJS({
  "node_modules/hdr-histogram-js/dist/formatters.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.floatFormatter = exports2.keepSignificantDigits = exports2.integerFormatter = void 0;
    var leftPadding = (size) => {
      return (input) => {
        if (input.length < size) {
          return " ".repeat(size - input.length) + input;
        }
        return input;
      };
    };
    var integerFormatter = (size) => {
      const padding = leftPadding(size);
      return (integer) => padding("" + integer);
    };
    exports2.integerFormatter = integerFormatter;
    var { floor, log10, pow } = Math;
    var numberOfDigits = (n) => floor(log10(n) + 1);
    var keepSignificantDigits = (digits) => (value) => {
      const valueDigits = numberOfDigits(value);
      if (valueDigits > digits) {
        const extraDigits = valueDigits - digits;
        const magnitude = pow(10, extraDigits);
        return value - value % magnitude;
      }
      return value;
    };
    exports2.keepSignificantDigits = keepSignificantDigits;
    var floatFormatter = (size, fractionDigits) => {
      const numberFormatter = new Intl.NumberFormat("en-US", {
        maximumFractionDigits: fractionDigits,
        minimumFractionDigits: fractionDigits,
        useGrouping: false
      });
      const padding = leftPadding(size);
      return (float) => padding(numberFormatter.format(float));
    };
    exports2.floatFormatter = floatFormatter;
  }
});

// node_modules/hdr-histogram-js/dist/ulp.js
var require_ulp = __commonJS({
  "node_modules/hdr-histogram-js/dist/ulp.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var ulp = (x) => Math.pow(2, Math.floor(Math.log2(x)) - 52);
    exports2.default = ulp;
  }
});

// node_modules/hdr-histogram-js/dist/Histogram.js
var require_Histogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/Histogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.toSummary = exports2.NO_TAG = void 0;
    var formatters_1 = require_formatters();
    exports2.NO_TAG = "NO TAG";
    var toSummary = (histogram) => {
      const { totalCount, maxValue, numberOfSignificantValueDigits } = histogram;
      const round = (0, formatters_1.keepSignificantDigits)(numberOfSignificantValueDigits);
      return {
        p50: round(histogram.getValueAtPercentile(50)),
        p75: round(histogram.getValueAtPercentile(75)),
        p90: round(histogram.getValueAtPercentile(90)),
        p97_5: round(histogram.getValueAtPercentile(97.5)),
        p99: round(histogram.getValueAtPercentile(99)),
        p99_9: round(histogram.getValueAtPercentile(99.9)),
        p99_99: round(histogram.getValueAtPercentile(99.99)),
        p99_999: round(histogram.getValueAtPercentile(99.999)),
        max: maxValue,
        totalCount
      };
    };
    exports2.toSummary = toSummary;
  }
});

// node_modules/hdr-histogram-js/dist/JsHistogram.js
var require_JsHistogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/JsHistogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.default = exports2.JsHistogram = void 0;
    var RecordedValuesIterator_1 = require_RecordedValuesIterator();
    var PercentileIterator_1 = require_PercentileIterator();
    var formatters_1 = require_formatters();
    var ulp_1 = require_ulp();
    var Histogram_1 = require_Histogram();
    var { pow, floor, ceil, log2, max, min } = Math;
    var JsHistogram = class _JsHistogram {
      incrementTotalCount() {
        this._totalCount++;
      }
      addToTotalCount(value) {
        this._totalCount += value;
      }
      setTotalCount(value) {
        this._totalCount = value;
      }
      /**
       * Get the total count of all recorded values in the histogram
       * @return the total count of all recorded values in the histogram
       */
      get totalCount() {
        return this._totalCount;
      }
      updatedMaxValue(value) {
        const internalValue = value + this.unitMagnitudeMask;
        this.maxValue = internalValue;
      }
      updateMinNonZeroValue(value) {
        if (value <= this.unitMagnitudeMask) {
          return;
        }
        const internalValue = floor(value / this.lowestDiscernibleValueRounded) * this.lowestDiscernibleValueRounded;
        this.minNonZeroValue = internalValue;
      }
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        this.autoResize = false;
        this.startTimeStampMsec = Number.MAX_SAFE_INTEGER;
        this.endTimeStampMsec = 0;
        this.tag = Histogram_1.NO_TAG;
        this.maxValue = 0;
        this.minNonZeroValue = Number.MAX_SAFE_INTEGER;
        this.identity = 0;
        this.highestTrackableValue = 0;
        this.lowestDiscernibleValue = 0;
        this.numberOfSignificantValueDigits = 0;
        this.bucketCount = 0;
        this.subBucketCount = 0;
        this.countsArrayLength = 0;
        this.wordSizeInBytes = 0;
        if (lowestDiscernibleValue < 1) {
          throw new Error("lowestDiscernibleValue must be >= 1");
        }
        if (highestTrackableValue < 2 * lowestDiscernibleValue) {
          throw new Error(`highestTrackableValue must be >= 2 * lowestDiscernibleValue ( 2 * ${lowestDiscernibleValue} )`);
        }
        if (numberOfSignificantValueDigits < 0 || numberOfSignificantValueDigits > 5) {
          throw new Error("numberOfSignificantValueDigits must be between 0 and 5");
        }
        this.identity = _JsHistogram.identityBuilder++;
        this.init(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
      }
      init(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        this.lowestDiscernibleValue = lowestDiscernibleValue;
        this.highestTrackableValue = highestTrackableValue;
        this.numberOfSignificantValueDigits = numberOfSignificantValueDigits;
        const largestValueWithSingleUnitResolution = 2 * floor(pow(10, numberOfSignificantValueDigits));
        this.unitMagnitude = floor(log2(lowestDiscernibleValue));
        this.lowestDiscernibleValueRounded = pow(2, this.unitMagnitude);
        this.unitMagnitudeMask = this.lowestDiscernibleValueRounded - 1;
        const subBucketCountMagnitude = ceil(log2(largestValueWithSingleUnitResolution));
        this.subBucketHalfCountMagnitude = (subBucketCountMagnitude > 1 ? subBucketCountMagnitude : 1) - 1;
        this.subBucketCount = pow(2, this.subBucketHalfCountMagnitude + 1);
        this.subBucketHalfCount = this.subBucketCount / 2;
        this.subBucketMask = (floor(this.subBucketCount) - 1) * pow(2, this.unitMagnitude);
        this.establishSize(highestTrackableValue);
        this.leadingZeroCountBase = 53 - this.unitMagnitude - this.subBucketHalfCountMagnitude - 1;
        this.percentileIterator = new PercentileIterator_1.default(this, 1);
        this.recordedValuesIterator = new RecordedValuesIterator_1.default(this);
      }
      /**
       * The buckets (each of which has subBucketCount sub-buckets, here assumed to be 2048 as an example) overlap:
       *
       * <pre>
       * The 0'th bucket covers from 0...2047 in multiples of 1, using all 2048 sub-buckets
       * The 1'th bucket covers from 2048..4097 in multiples of 2, using only the top 1024 sub-buckets
       * The 2'th bucket covers from 4096..8191 in multiple of 4, using only the top 1024 sub-buckets
       * ...
       * </pre>
       *
       * Bucket 0 is "special" here. It is the only one that has 2048 entries. All the rest have 1024 entries (because
       * their bottom half overlaps with and is already covered by the all of the previous buckets put together). In other
       * words, the k'th bucket could represent 0 * 2^k to 2048 * 2^k in 2048 buckets with 2^k precision, but the midpoint
       * of 1024 * 2^k = 2048 * 2^(k-1) = the k-1'th bucket's end, so we would use the previous bucket for those lower
       * values as it has better precision.
       */
      establishSize(newHighestTrackableValue) {
        this.countsArrayLength = this.determineArrayLengthNeeded(newHighestTrackableValue);
        this.bucketCount = this.getBucketsNeededToCoverValue(newHighestTrackableValue);
        this.highestTrackableValue = newHighestTrackableValue;
      }
      determineArrayLengthNeeded(highestTrackableValue) {
        if (highestTrackableValue < 2 * this.lowestDiscernibleValue) {
          throw new Error("highestTrackableValue (" + highestTrackableValue + ") cannot be < (2 * lowestDiscernibleValue)");
        }
        const countsArrayLength = this.getLengthForNumberOfBuckets(this.getBucketsNeededToCoverValue(highestTrackableValue));
        return countsArrayLength;
      }
      /**
       * If we have N such that subBucketCount * 2^N > max value, we need storage for N+1 buckets, each with enough
       * slots to hold the top half of the subBucketCount (the lower half is covered by previous buckets), and the +1
       * being used for the lower half of the 0'th bucket. Or, equivalently, we need 1 more bucket to capture the max
       * value if we consider the sub-bucket length to be halved.
       */
      getLengthForNumberOfBuckets(numberOfBuckets) {
        const lengthNeeded = (numberOfBuckets + 1) * (this.subBucketCount / 2);
        return lengthNeeded;
      }
      getBucketsNeededToCoverValue(value) {
        let smallestUntrackableValue = this.subBucketCount * pow(2, this.unitMagnitude);
        let bucketsNeeded = 1;
        while (smallestUntrackableValue <= value) {
          if (smallestUntrackableValue > Number.MAX_SAFE_INTEGER / 2) {
            return bucketsNeeded + 1;
          }
          smallestUntrackableValue = smallestUntrackableValue * 2;
          bucketsNeeded++;
        }
        return bucketsNeeded;
      }
      /**
       * Record a value in the histogram
       *
       * @param value The value to be recorded
       * @throws may throw Error if value is exceeds highestTrackableValue
       */
      recordValue(value) {
        this.recordSingleValue(value);
      }
      recordSingleValue(value) {
        const countsIndex = this.countsArrayIndex(value);
        if (countsIndex >= this.countsArrayLength) {
          this.handleRecordException(1, value);
        } else {
          this.incrementCountAtIndex(countsIndex);
        }
        this.updateMinAndMax(value);
        this.incrementTotalCount();
      }
      handleRecordException(count, value) {
        if (!this.autoResize) {
          throw new Error("Value " + value + " is outside of histogram covered range");
        }
        this.resize(value);
        var countsIndex = this.countsArrayIndex(value);
        this.addToCountAtIndex(countsIndex, count);
        this.highestTrackableValue = this.highestEquivalentValue(this.valueFromIndex(this.countsArrayLength - 1));
      }
      countsArrayIndex(value) {
        if (value < 0) {
          throw new Error("Histogram recorded value cannot be negative.");
        }
        const bucketIndex = this.getBucketIndex(value);
        const subBucketIndex = this.getSubBucketIndex(value, bucketIndex);
        return this.computeCountsArrayIndex(bucketIndex, subBucketIndex);
      }
      computeCountsArrayIndex(bucketIndex, subBucketIndex) {
        const bucketBaseIndex = (bucketIndex + 1) * pow(2, this.subBucketHalfCountMagnitude);
        const offsetInBucket = subBucketIndex - this.subBucketHalfCount;
        return bucketBaseIndex + offsetInBucket;
      }
      /**
       * @return the lowest (and therefore highest precision) bucket index that can represent the value
       */
      getBucketIndex(value) {
        return max(floor(log2(value)) - this.subBucketHalfCountMagnitude - this.unitMagnitude, 0);
      }
      getSubBucketIndex(value, bucketIndex) {
        return floor(value / pow(2, bucketIndex + this.unitMagnitude));
      }
      updateMinAndMax(value) {
        if (value > this.maxValue) {
          this.updatedMaxValue(value);
        }
        if (value < this.minNonZeroValue && value !== 0) {
          this.updateMinNonZeroValue(value);
        }
      }
      /**
       * Get the value at a given percentile.
       * When the given percentile is &gt; 0.0, the value returned is the value that the given
       * percentage of the overall recorded value entries in the histogram are either smaller than
       * or equivalent to. When the given percentile is 0.0, the value returned is the value that all value
       * entries in the histogram are either larger than or equivalent to.
       * <p>
       * Note that two values are "equivalent" in this statement if
       * {@link org.HdrHistogram.JsHistogram#valuesAreEquivalent} would return true.
       *
       * @param percentile  The percentile for which to return the associated value
       * @return The value that the given percentage of the overall recorded value entries in the
       * histogram are either smaller than or equivalent to. When the percentile is 0.0, returns the
       * value that all value entries in the histogram are either larger than or equivalent to.
       */
      getValueAtPercentile(percentile) {
        const requestedPercentile = min(percentile, 100);
        const fpCountAtPercentile = requestedPercentile / 100 * this.totalCount;
        const countAtPercentile = max(
          ceil(fpCountAtPercentile - (0, ulp_1.default)(fpCountAtPercentile)),
          // round up
          1
          // Make sure we at least reach the first recorded entry
        );
        let totalToCurrentIndex = 0;
        for (let i = 0; i < this.countsArrayLength; i++) {
          totalToCurrentIndex += this.getCountAtIndex(i);
          if (totalToCurrentIndex >= countAtPercentile) {
            var valueAtIndex = this.valueFromIndex(i);
            return percentile === 0 ? this.lowestEquivalentValue(valueAtIndex) : this.highestEquivalentValue(valueAtIndex);
          }
        }
        return 0;
      }
      valueFromIndexes(bucketIndex, subBucketIndex) {
        return subBucketIndex * pow(2, bucketIndex + this.unitMagnitude);
      }
      valueFromIndex(index) {
        let bucketIndex = floor(index / this.subBucketHalfCount) - 1;
        let subBucketIndex = index % this.subBucketHalfCount + this.subBucketHalfCount;
        if (bucketIndex < 0) {
          subBucketIndex -= this.subBucketHalfCount;
          bucketIndex = 0;
        }
        return this.valueFromIndexes(bucketIndex, subBucketIndex);
      }
      /**
       * Get the lowest value that is equivalent to the given value within the histogram's resolution.
       * Where "equivalent" means that value samples recorded for any two
       * equivalent values are counted in a common total count.
       *
       * @param value The given value
       * @return The lowest value that is equivalent to the given value within the histogram's resolution.
       */
      lowestEquivalentValue(value) {
        const bucketIndex = this.getBucketIndex(value);
        const subBucketIndex = this.getSubBucketIndex(value, bucketIndex);
        const thisValueBaseLevel = this.valueFromIndexes(bucketIndex, subBucketIndex);
        return thisValueBaseLevel;
      }
      /**
       * Get the highest value that is equivalent to the given value within the histogram's resolution.
       * Where "equivalent" means that value samples recorded for any two
       * equivalent values are counted in a common total count.
       *
       * @param value The given value
       * @return The highest value that is equivalent to the given value within the histogram's resolution.
       */
      highestEquivalentValue(value) {
        return this.nextNonEquivalentValue(value) - 1;
      }
      /**
       * Get the next value that is not equivalent to the given value within the histogram's resolution.
       * Where "equivalent" means that value samples recorded for any two
       * equivalent values are counted in a common total count.
       *
       * @param value The given value
       * @return The next value that is not equivalent to the given value within the histogram's resolution.
       */
      nextNonEquivalentValue(value) {
        return this.lowestEquivalentValue(value) + this.sizeOfEquivalentValueRange(value);
      }
      /**
       * Get the size (in value units) of the range of values that are equivalent to the given value within the
       * histogram's resolution. Where "equivalent" means that value samples recorded for any two
       * equivalent values are counted in a common total count.
       *
       * @param value The given value
       * @return The size of the range of values equivalent to the given value.
       */
      sizeOfEquivalentValueRange(value) {
        const bucketIndex = this.getBucketIndex(value);
        const subBucketIndex = this.getSubBucketIndex(value, bucketIndex);
        const distanceToNextValue = pow(2, this.unitMagnitude + (subBucketIndex >= this.subBucketCount ? bucketIndex + 1 : bucketIndex));
        return distanceToNextValue;
      }
      /**
       * Get a value that lies in the middle (rounded up) of the range of values equivalent the given value.
       * Where "equivalent" means that value samples recorded for any two
       * equivalent values are counted in a common total count.
       *
       * @param value The given value
       * @return The value lies in the middle (rounded up) of the range of values equivalent the given value.
       */
      medianEquivalentValue(value) {
        return this.lowestEquivalentValue(value) + floor(this.sizeOfEquivalentValueRange(value) / 2);
      }
      /**
       * Get the computed mean value of all recorded values in the histogram
       *
       * @return the mean value (in value units) of the histogram data
       */
      get mean() {
        if (this.totalCount === 0) {
          return 0;
        }
        this.recordedValuesIterator.reset();
        let totalValue = 0;
        while (this.recordedValuesIterator.hasNext()) {
          const iterationValue = this.recordedValuesIterator.next();
          totalValue += this.medianEquivalentValue(iterationValue.valueIteratedTo) * iterationValue.countAtValueIteratedTo;
        }
        return totalValue / this.totalCount;
      }
      getStdDeviation(mean = this.mean) {
        if (this.totalCount === 0) {
          return 0;
        }
        let geometric_deviation_total = 0;
        this.recordedValuesIterator.reset();
        while (this.recordedValuesIterator.hasNext()) {
          const iterationValue = this.recordedValuesIterator.next();
          const deviation = this.medianEquivalentValue(iterationValue.valueIteratedTo) - mean;
          geometric_deviation_total += deviation * deviation * iterationValue.countAddedInThisIterationStep;
        }
        const std_deviation = Math.sqrt(geometric_deviation_total / this.totalCount);
        return std_deviation;
      }
      /**
       * Get the computed standard deviation of all recorded values in the histogram
       *
       * @return the standard deviation (in value units) of the histogram data
       */
      get stdDeviation() {
        if (this.totalCount === 0) {
          return 0;
        }
        const mean = this.mean;
        let geometric_deviation_total = 0;
        this.recordedValuesIterator.reset();
        while (this.recordedValuesIterator.hasNext()) {
          const iterationValue = this.recordedValuesIterator.next();
          const deviation = this.medianEquivalentValue(iterationValue.valueIteratedTo) - mean;
          geometric_deviation_total += deviation * deviation * iterationValue.countAddedInThisIterationStep;
        }
        const std_deviation = Math.sqrt(geometric_deviation_total / this.totalCount);
        return std_deviation;
      }
      /**
       * Produce textual representation of the value distribution of histogram data by percentile. The distribution is
       * output with exponentially increasing resolution, with each exponentially decreasing half-distance containing
       * <i>dumpTicksPerHalf</i> percentile reporting tick points.
       *
       * @param printStream    Stream into which the distribution will be output
       * <p>
       * @param percentileTicksPerHalfDistance  The number of reporting points per exponentially decreasing half-distance
       * <p>
       * @param outputValueUnitScalingRatio    The scaling factor by which to divide histogram recorded values units in
       *                                     output
       * @param useCsvFormat  Output in CSV format if true. Otherwise use plain text form.
       */
      outputPercentileDistribution(percentileTicksPerHalfDistance = 5, outputValueUnitScalingRatio = 1, useCsvFormat = false) {
        let result = "";
        if (useCsvFormat) {
          result += '"Value","Percentile","TotalCount","1/(1-Percentile)"\n';
        } else {
          result += "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
        }
        const iterator = this.percentileIterator;
        iterator.reset(percentileTicksPerHalfDistance);
        let lineFormatter;
        let lastLineFormatter;
        if (useCsvFormat) {
          const valueFormatter = (0, formatters_1.floatFormatter)(0, this.numberOfSignificantValueDigits);
          const percentileFormatter = (0, formatters_1.floatFormatter)(0, 12);
          const lastFormatter = (0, formatters_1.floatFormatter)(0, 2);
          lineFormatter = (iterationValue) => valueFormatter(iterationValue.valueIteratedTo / outputValueUnitScalingRatio) + "," + percentileFormatter(iterationValue.percentileLevelIteratedTo / 100) + "," + iterationValue.totalCountToThisValue + "," + lastFormatter(1 / (1 - iterationValue.percentileLevelIteratedTo / 100)) + "\n";
          lastLineFormatter = (iterationValue) => valueFormatter(iterationValue.valueIteratedTo / outputValueUnitScalingRatio) + "," + percentileFormatter(iterationValue.percentileLevelIteratedTo / 100) + "," + iterationValue.totalCountToThisValue + ",Infinity\n";
        } else {
          const valueFormatter = (0, formatters_1.floatFormatter)(12, this.numberOfSignificantValueDigits);
          const percentileFormatter = (0, formatters_1.floatFormatter)(2, 12);
          const totalCountFormatter = (0, formatters_1.integerFormatter)(10);
          const lastFormatter = (0, formatters_1.floatFormatter)(14, 2);
          lineFormatter = (iterationValue) => valueFormatter(iterationValue.valueIteratedTo / outputValueUnitScalingRatio) + " " + percentileFormatter(iterationValue.percentileLevelIteratedTo / 100) + " " + totalCountFormatter(iterationValue.totalCountToThisValue) + " " + lastFormatter(1 / (1 - iterationValue.percentileLevelIteratedTo / 100)) + "\n";
          lastLineFormatter = (iterationValue) => valueFormatter(iterationValue.valueIteratedTo / outputValueUnitScalingRatio) + " " + percentileFormatter(iterationValue.percentileLevelIteratedTo / 100) + " " + totalCountFormatter(iterationValue.totalCountToThisValue) + "\n";
        }
        while (iterator.hasNext()) {
          const iterationValue = iterator.next();
          if (iterationValue.percentileLevelIteratedTo < 100) {
            result += lineFormatter(iterationValue);
          } else {
            result += lastLineFormatter(iterationValue);
          }
        }
        if (!useCsvFormat) {
          const formatter = (0, formatters_1.floatFormatter)(12, this.numberOfSignificantValueDigits);
          const _mean = this.mean;
          const mean = formatter(_mean / outputValueUnitScalingRatio);
          const std_deviation = formatter(this.getStdDeviation(_mean) / outputValueUnitScalingRatio);
          const max2 = formatter(this.maxValue / outputValueUnitScalingRatio);
          const intFormatter = (0, formatters_1.integerFormatter)(12);
          const totalCount = intFormatter(this.totalCount);
          const bucketCount = intFormatter(this.bucketCount);
          const subBucketCount = intFormatter(this.subBucketCount);
          result += `#[Mean    = ${mean}, StdDeviation   = ${std_deviation}]
#[Max     = ${max2}, Total count    = ${totalCount}]
#[Buckets = ${bucketCount}, SubBuckets     = ${subBucketCount}]
`;
        }
        return result;
      }
      get summary() {
        return (0, Histogram_1.toSummary)(this);
      }
      toJSON() {
        return this.summary;
      }
      inspect() {
        return this.toString();
      }
      [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
        return this.toString();
      }
      /**
       * Provide a (conservatively high) estimate of the Histogram's total footprint in bytes
       *
       * @return a (conservatively high) estimate of the Histogram's total footprint in bytes
       */
      get estimatedFootprintInBytes() {
        return this._getEstimatedFootprintInBytes();
      }
      recordSingleValueWithExpectedInterval(value, expectedIntervalBetweenValueSamples) {
        this.recordSingleValue(value);
        if (expectedIntervalBetweenValueSamples <= 0) {
          return;
        }
        for (let missingValue = value - expectedIntervalBetweenValueSamples; missingValue >= expectedIntervalBetweenValueSamples; missingValue -= expectedIntervalBetweenValueSamples) {
          this.recordSingleValue(missingValue);
        }
      }
      recordCountAtValue(count, value) {
        const countsIndex = this.countsArrayIndex(value);
        if (countsIndex >= this.countsArrayLength) {
          this.handleRecordException(count, value);
        } else {
          this.addToCountAtIndex(countsIndex, count);
        }
        this.updateMinAndMax(value);
        this.addToTotalCount(count);
      }
      /**
       * Record a value in the histogram (adding to the value's current count)
       *
       * @param value The value to be recorded
       * @param count The number of occurrences of this value to record
       * @throws ArrayIndexOutOfBoundsException (may throw) if value is exceeds highestTrackableValue
       */
      recordValueWithCount(value, count) {
        this.recordCountAtValue(count, value);
      }
      /**
       * Record a value in the histogram.
       * <p>
       * To compensate for the loss of sampled values when a recorded value is larger than the expected
       * interval between value samples, Histogram will auto-generate an additional series of decreasingly-smaller
       * (down to the expectedIntervalBetweenValueSamples) value records.
       * <p>
       * Note: This is a at-recording correction method, as opposed to the post-recording correction method provided
       * by {@link #copyCorrectedForCoordinatedOmission(long)}.
       * The two methods are mutually exclusive, and only one of the two should be be used on a given data set to correct
       * for the same coordinated omission issue.
       * <p>
       * See notes in the description of the Histogram calls for an illustration of why this corrective behavior is
       * important.
       *
       * @param value The value to record
       * @param expectedIntervalBetweenValueSamples If expectedIntervalBetweenValueSamples is larger than 0, add
       *                                           auto-generated value records as appropriate if value is larger
       *                                           than expectedIntervalBetweenValueSamples
       * @throws ArrayIndexOutOfBoundsException (may throw) if value is exceeds highestTrackableValue
       */
      recordValueWithExpectedInterval(value, expectedIntervalBetweenValueSamples) {
        this.recordSingleValueWithExpectedInterval(value, expectedIntervalBetweenValueSamples);
      }
      recordValueWithCountAndExpectedInterval(value, count, expectedIntervalBetweenValueSamples) {
        this.recordCountAtValue(count, value);
        if (expectedIntervalBetweenValueSamples <= 0) {
          return;
        }
        for (let missingValue = value - expectedIntervalBetweenValueSamples; missingValue >= expectedIntervalBetweenValueSamples; missingValue -= expectedIntervalBetweenValueSamples) {
          this.recordCountAtValue(count, missingValue);
        }
      }
      /**
       * Add the contents of another histogram to this one, while correcting the incoming data for coordinated omission.
       * <p>
       * To compensate for the loss of sampled values when a recorded value is larger than the expected
       * interval between value samples, the values added will include an auto-generated additional series of
       * decreasingly-smaller (down to the expectedIntervalBetweenValueSamples) value records for each count found
       * in the current histogram that is larger than the expectedIntervalBetweenValueSamples.
       *
       * Note: This is a post-recording correction method, as opposed to the at-recording correction method provided
       * by {@link #recordValueWithExpectedInterval(long, long) recordValueWithExpectedInterval}. The two
       * methods are mutually exclusive, and only one of the two should be be used on a given data set to correct
       * for the same coordinated omission issue.
       * by
       * <p>
       * See notes in the description of the Histogram calls for an illustration of why this corrective behavior is
       * important.
       *
       * @param otherHistogram The other histogram. highestTrackableValue and largestValueWithSingleUnitResolution must match.
       * @param expectedIntervalBetweenValueSamples If expectedIntervalBetweenValueSamples is larger than 0, add
       *                                           auto-generated value records as appropriate if value is larger
       *                                           than expectedIntervalBetweenValueSamples
       * @throws ArrayIndexOutOfBoundsException (may throw) if values exceed highestTrackableValue
       */
      addWhileCorrectingForCoordinatedOmission(otherHistogram, expectedIntervalBetweenValueSamples) {
        const toHistogram = this;
        const otherValues = new RecordedValuesIterator_1.default(otherHistogram);
        while (otherValues.hasNext()) {
          const v = otherValues.next();
          toHistogram.recordValueWithCountAndExpectedInterval(v.valueIteratedTo, v.countAtValueIteratedTo, expectedIntervalBetweenValueSamples);
        }
      }
      /**
       * Add the contents of another histogram to this one.
       * <p>
       * As part of adding the contents, the start/end timestamp range of this histogram will be
       * extended to include the start/end timestamp range of the other histogram.
       *
       * @param otherHistogram The other histogram.
       * @throws (may throw) if values in fromHistogram's are
       * higher than highestTrackableValue.
       */
      add(otherHistogram) {
        if (!(otherHistogram instanceof _JsHistogram)) {
          throw new Error("Cannot add a WASM histogram to a regular JS histogram");
        }
        const highestRecordableValue = this.highestEquivalentValue(this.valueFromIndex(this.countsArrayLength - 1));
        if (highestRecordableValue < otherHistogram.maxValue) {
          if (!this.autoResize) {
            throw new Error("The other histogram includes values that do not fit in this histogram's range.");
          }
          this.resize(otherHistogram.maxValue);
        }
        if (this.bucketCount === otherHistogram.bucketCount && this.subBucketCount === otherHistogram.subBucketCount && this.unitMagnitude === otherHistogram.unitMagnitude) {
          let observedOtherTotalCount = 0;
          for (let i = 0; i < otherHistogram.countsArrayLength; i++) {
            const otherCount = otherHistogram.getCountAtIndex(i);
            if (otherCount > 0) {
              this.addToCountAtIndex(i, otherCount);
              observedOtherTotalCount += otherCount;
            }
          }
          this.setTotalCount(this.totalCount + observedOtherTotalCount);
          this.updatedMaxValue(max(this.maxValue, otherHistogram.maxValue));
          this.updateMinNonZeroValue(min(this.minNonZeroValue, otherHistogram.minNonZeroValue));
        } else {
          const otherMaxIndex = otherHistogram.countsArrayIndex(otherHistogram.maxValue);
          let otherCount = otherHistogram.getCountAtIndex(otherMaxIndex);
          this.recordCountAtValue(otherCount, otherHistogram.valueFromIndex(otherMaxIndex));
          for (let i = 0; i < otherMaxIndex; i++) {
            otherCount = otherHistogram.getCountAtIndex(i);
            if (otherCount > 0) {
              this.recordCountAtValue(otherCount, otherHistogram.valueFromIndex(i));
            }
          }
        }
        this.startTimeStampMsec = min(this.startTimeStampMsec, otherHistogram.startTimeStampMsec);
        this.endTimeStampMsec = max(this.endTimeStampMsec, otherHistogram.endTimeStampMsec);
      }
      /**
       * Get the count of recorded values at a specific value (to within the histogram resolution at the value level).
       *
       * @param value The value for which to provide the recorded count
       * @return The total count of values recorded in the histogram within the value range that is
       * {@literal >=} lowestEquivalentValue(<i>value</i>) and {@literal <=} highestEquivalentValue(<i>value</i>)
       */
      getCountAtValue(value) {
        const index = min(max(0, this.countsArrayIndex(value)), this.countsArrayLength - 1);
        return this.getCountAtIndex(index);
      }
      /**
       * Subtract the contents of another histogram from this one.
       * <p>
       * The start/end timestamps of this histogram will remain unchanged.
       *
       * @param otherHistogram The other histogram.
       * @throws ArrayIndexOutOfBoundsException (may throw) if values in otherHistogram's are higher than highestTrackableValue.
       *
       */
      subtract(otherHistogram) {
        const highestRecordableValue = this.valueFromIndex(this.countsArrayLength - 1);
        if (!(otherHistogram instanceof _JsHistogram)) {
          throw new Error("Cannot subtract a WASM histogram to a regular JS histogram");
        }
        if (highestRecordableValue < otherHistogram.maxValue) {
          if (!this.autoResize) {
            throw new Error("The other histogram includes values that do not fit in this histogram's range.");
          }
          this.resize(otherHistogram.maxValue);
        }
        if (this.bucketCount === otherHistogram.bucketCount && this.subBucketCount === otherHistogram.subBucketCount && this.unitMagnitude === otherHistogram.unitMagnitude) {
          let observedOtherTotalCount = 0;
          for (let i = 0; i < otherHistogram.countsArrayLength; i++) {
            const otherCount = otherHistogram.getCountAtIndex(i);
            if (otherCount > 0) {
              this.addToCountAtIndex(i, -otherCount);
              observedOtherTotalCount += otherCount;
            }
          }
          this.setTotalCount(this.totalCount - observedOtherTotalCount);
        } else {
          for (let i = 0; i < otherHistogram.countsArrayLength; i++) {
            const otherCount = otherHistogram.getCountAtIndex(i);
            if (otherCount > 0) {
              const otherValue = otherHistogram.valueFromIndex(i);
              if (this.getCountAtValue(otherValue) < otherCount) {
                throw new Error("otherHistogram count (" + otherCount + ") at value " + otherValue + " is larger than this one's (" + this.getCountAtValue(otherValue) + ")");
              }
              this.recordCountAtValue(-otherCount, otherValue);
            }
          }
        }
        if (this.getCountAtValue(this.maxValue) <= 0 || this.getCountAtValue(this.minNonZeroValue) <= 0) {
          this.establishInternalTackingValues();
        }
      }
      establishInternalTackingValues(lengthToCover = this.countsArrayLength) {
        this.maxValue = 0;
        this.minNonZeroValue = Number.MAX_VALUE;
        let maxIndex = -1;
        let minNonZeroIndex = -1;
        let observedTotalCount = 0;
        for (let index = 0; index < lengthToCover; index++) {
          const countAtIndex = this.getCountAtIndex(index);
          if (countAtIndex > 0) {
            observedTotalCount += countAtIndex;
            maxIndex = index;
            if (minNonZeroIndex == -1 && index != 0) {
              minNonZeroIndex = index;
            }
          }
        }
        if (maxIndex >= 0) {
          this.updatedMaxValue(this.highestEquivalentValue(this.valueFromIndex(maxIndex)));
        }
        if (minNonZeroIndex >= 0) {
          this.updateMinNonZeroValue(this.valueFromIndex(minNonZeroIndex));
        }
        this.setTotalCount(observedTotalCount);
      }
      reset() {
        this.clearCounts();
        this.setTotalCount(0);
        this.startTimeStampMsec = 0;
        this.endTimeStampMsec = 0;
        this.tag = Histogram_1.NO_TAG;
        this.maxValue = 0;
        this.minNonZeroValue = Number.MAX_SAFE_INTEGER;
      }
      destroy() {
      }
    };
    exports2.JsHistogram = JsHistogram;
    exports2.default = JsHistogram;
  }
});

// node_modules/hdr-histogram-js/dist/packedarray/PackedArrayContext.js
var require_PackedArrayContext = __commonJS({
  "node_modules/hdr-histogram-js/dist/packedarray/PackedArrayContext.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.PackedArrayContext = exports2.MINIMUM_INITIAL_PACKED_ARRAY_CAPACITY = void 0;
    exports2.MINIMUM_INITIAL_PACKED_ARRAY_CAPACITY = 16;
    var MAX_SUPPORTED_PACKED_COUNTS_ARRAY_LENGTH = Math.pow(2, 13) - 1;
    var SET_0_START_INDEX = 0;
    var NUMBER_OF_SETS = 8;
    var LEAF_LEVEL_SHIFT = 3;
    var NON_LEAF_ENTRY_SLOT_INDICATORS_OFFSET = 0;
    var NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS = 1;
    var PACKED_ARRAY_GROWTH_INCREMENT = 16;
    var PACKED_ARRAY_GROWTH_FRACTION_POW2 = 4;
    var { pow, ceil, log2, max } = Math;
    var bitCount = (n) => {
      var bits = 0;
      while (n !== 0) {
        bits += bitCount32(n | 0);
        n /= 4294967296;
      }
      return bits;
    };
    var bitCount32 = (n) => {
      n = n - (n >> 1 & 1431655765);
      n = (n & 858993459) + (n >> 2 & 858993459);
      return (n + (n >> 4) & 252645135) * 16843009 >> 24;
    };
    var PackedArrayContext = class _PackedArrayContext {
      constructor(virtualLength, initialPhysicalLength) {
        this.populatedShortLength = 0;
        this.topLevelShift = Number.MAX_VALUE;
        this.physicalLength = Math.max(initialPhysicalLength, exports2.MINIMUM_INITIAL_PACKED_ARRAY_CAPACITY);
        this.isPacked = this.physicalLength <= MAX_SUPPORTED_PACKED_COUNTS_ARRAY_LENGTH;
        if (!this.isPacked) {
          this.physicalLength = virtualLength;
        }
        this.array = new ArrayBuffer(this.physicalLength * 8);
        this.initArrayViews(this.array);
        this.init(virtualLength);
      }
      initArrayViews(array) {
        this.byteArray = new Uint8Array(array);
        this.shortArray = new Uint16Array(array);
        this.longArray = new Float64Array(array);
      }
      init(virtualLength) {
        if (!this.isPacked) {
          this.virtualLength = virtualLength;
          return;
        }
        this.populatedShortLength = SET_0_START_INDEX + 8;
        for (let i = 0; i < NUMBER_OF_SETS; i++) {
          this.setAtShortIndex(SET_0_START_INDEX + i, 0);
        }
        this.setVirtualLength(virtualLength);
      }
      clear() {
        this.byteArray.fill(0);
        this.init(this.virtualLength);
      }
      copyAndIncreaseSize(newPhysicalArrayLength, newVirtualArrayLength) {
        const ctx = new _PackedArrayContext(newVirtualArrayLength, newPhysicalArrayLength);
        if (this.isPacked) {
          ctx.populateEquivalentEntriesWithEntriesFromOther(this);
        }
        return ctx;
      }
      getPopulatedShortLength() {
        return this.populatedShortLength;
      }
      getPopulatedLongLength() {
        return this.getPopulatedShortLength() + 3 >> 2;
      }
      setAtByteIndex(byteIndex, value) {
        this.byteArray[byteIndex] = value;
      }
      getAtByteIndex(byteIndex) {
        return this.byteArray[byteIndex];
      }
      /**
       * add a byte value to a current byte value in the array
       * @param byteIndex index of byte value to add to
       * @param valueToAdd byte value to add
       * @return the afterAddValue. ((afterAddValue & 0x100) != 0) indicates a carry.
       */
      addAtByteIndex(byteIndex, valueToAdd) {
        const newValue = this.byteArray[byteIndex] + valueToAdd;
        this.byteArray[byteIndex] = newValue;
        return newValue;
      }
      setPopulatedLongLength(newPopulatedLongLength) {
        this.populatedShortLength = newPopulatedLongLength << 2;
      }
      getVirtualLength() {
        return this.virtualLength;
      }
      length() {
        return this.physicalLength;
      }
      setAtShortIndex(shortIndex, value) {
        this.shortArray[shortIndex] = value;
      }
      setAtLongIndex(longIndex, value) {
        this.longArray[longIndex] = value;
      }
      getAtShortIndex(shortIndex) {
        return this.shortArray[shortIndex];
      }
      getIndexAtShortIndex(shortIndex) {
        return this.shortArray[shortIndex];
      }
      setPackedSlotIndicators(entryIndex, newPackedSlotIndicators) {
        this.setAtShortIndex(entryIndex + NON_LEAF_ENTRY_SLOT_INDICATORS_OFFSET, newPackedSlotIndicators);
      }
      getPackedSlotIndicators(entryIndex) {
        return this.shortArray[entryIndex + NON_LEAF_ENTRY_SLOT_INDICATORS_OFFSET] & 65535;
      }
      getIndexAtEntrySlot(entryIndex, slot) {
        return this.getAtShortIndex(entryIndex + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + slot);
      }
      setIndexAtEntrySlot(entryIndex, slot, newIndexValue) {
        this.setAtShortIndex(entryIndex + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + slot, newIndexValue);
      }
      expandArrayIfNeeded(entryLengthInLongs) {
        const currentLength = this.length();
        if (currentLength < this.getPopulatedLongLength() + entryLengthInLongs) {
          const growthIncrement = max(entryLengthInLongs, PACKED_ARRAY_GROWTH_INCREMENT, this.getPopulatedLongLength() >> PACKED_ARRAY_GROWTH_FRACTION_POW2);
          this.resizeArray(currentLength + growthIncrement);
        }
      }
      newEntry(entryLengthInShorts) {
        const newEntryIndex = this.populatedShortLength;
        this.expandArrayIfNeeded((entryLengthInShorts >> 2) + 1);
        this.populatedShortLength = newEntryIndex + entryLengthInShorts;
        for (let i = 0; i < entryLengthInShorts; i++) {
          this.setAtShortIndex(newEntryIndex + i, -1);
        }
        return newEntryIndex;
      }
      newLeafEntry() {
        let newEntryIndex;
        newEntryIndex = this.getPopulatedLongLength();
        this.expandArrayIfNeeded(1);
        this.setPopulatedLongLength(newEntryIndex + 1);
        this.setAtLongIndex(newEntryIndex, 0);
        return newEntryIndex;
      }
      /**
       * Consolidate entry with previous entry verison if one exists
       *
       * @param entryIndex The shortIndex of the entry to be consolidated
       * @param previousVersionIndex the index of the previous version of the entry
       */
      consolidateEntry(entryIndex, previousVersionIndex) {
        const previousVersionPackedSlotsIndicators = this.getPackedSlotIndicators(previousVersionIndex);
        const packedSlotsIndicators = this.getPackedSlotIndicators(entryIndex);
        const insertedSlotMask = packedSlotsIndicators ^ previousVersionPackedSlotsIndicators;
        const slotsBelowBitNumber = packedSlotsIndicators & insertedSlotMask - 1;
        const insertedSlotIndex = bitCount(slotsBelowBitNumber);
        const numberOfSlotsInEntry = bitCount(packedSlotsIndicators);
        let sourceSlot = 0;
        for (let targetSlot = 0; targetSlot < numberOfSlotsInEntry; targetSlot++) {
          if (targetSlot !== insertedSlotIndex) {
            const indexAtSlot = this.getIndexAtEntrySlot(previousVersionIndex, sourceSlot);
            if (indexAtSlot !== 0) {
              this.setIndexAtEntrySlot(entryIndex, targetSlot, indexAtSlot);
            }
            sourceSlot++;
          }
        }
      }
      /**
       * Expand entry as indicated.
       *
       * @param existingEntryIndex the index of the entry
       * @param entryPointerIndex  index to the slot pointing to the entry (needs to be fixed up)
       * @param insertedSlotIndex  realtive [packed] index of slot being inserted into entry
       * @param insertedSlotMask   mask value fo slot being inserted
       * @param nextLevelIsLeaf    the level below this one is a leaf level
       * @return the updated index of the entry (-1 if epansion failed due to conflict)
       * @throws RetryException if expansion fails due to concurrent conflict, and caller should try again.
       */
      expandEntry(existingEntryIndex, entryPointerIndex, insertedSlotIndex, insertedSlotMask, nextLevelIsLeaf) {
        let packedSlotIndicators = this.getAtShortIndex(existingEntryIndex) & 65535;
        packedSlotIndicators |= insertedSlotMask;
        const numberOfslotsInExpandedEntry = bitCount(packedSlotIndicators);
        if (insertedSlotIndex >= numberOfslotsInExpandedEntry) {
          throw new Error("inserted slot index is out of range given provided masks");
        }
        const expandedEntryLength = numberOfslotsInExpandedEntry + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS;
        let indexOfNewNextLevelEntry = 0;
        if (nextLevelIsLeaf) {
          indexOfNewNextLevelEntry = this.newLeafEntry();
        } else {
          indexOfNewNextLevelEntry = this.newEntry(NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS);
          this.setPackedSlotIndicators(indexOfNewNextLevelEntry, 0);
        }
        const insertedSlotValue = indexOfNewNextLevelEntry;
        const expandedEntryIndex = this.newEntry(expandedEntryLength);
        this.setPackedSlotIndicators(expandedEntryIndex, packedSlotIndicators);
        this.setIndexAtEntrySlot(expandedEntryIndex, insertedSlotIndex, insertedSlotValue);
        this.setAtShortIndex(entryPointerIndex, expandedEntryIndex);
        this.consolidateEntry(expandedEntryIndex, existingEntryIndex);
        return expandedEntryIndex;
      }
      //
      //   ######   ######## ########    ##     ##    ###    ##             ## #### ##    ## ########  ######## ##     ##
      //  ##    ##  ##          ##       ##     ##   ## ##   ##            ##   ##  ###   ## ##     ## ##        ##   ##
      //  ##        ##          ##       ##     ##  ##   ##  ##           ##    ##  ####  ## ##     ## ##         ## ##
      //  ##   #### ######      ##       ##     ## ##     ## ##          ##     ##  ## ## ## ##     ## ######      ###
      //  ##    ##  ##          ##        ##   ##  ######### ##         ##      ##  ##  #### ##     ## ##         ## ##
      //  ##    ##  ##          ##         ## ##   ##     ## ##        ##       ##  ##   ### ##     ## ##        ##   ##
      //   ######   ########    ##          ###    ##     ## ######## ##       #### ##    ## ########  ######## ##     ##
      //
      getRootEntry(setNumber, insertAsNeeded = false) {
        const entryPointerIndex = SET_0_START_INDEX + setNumber;
        let entryIndex = this.getIndexAtShortIndex(entryPointerIndex);
        if (entryIndex == 0) {
          if (!insertAsNeeded) {
            return 0;
          }
          entryIndex = this.newEntry(NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS);
          this.setPackedSlotIndicators(entryIndex, 0);
          this.setAtShortIndex(entryPointerIndex, entryIndex);
        }
        return entryIndex;
      }
      /**
       * Get the byte-index (into the packed array) corresponding to a given (set tree) value byte of given virtual index.
       * Inserts new set tree nodes as needed if indicated.
       *
       * @param setNumber      The set tree number (0-7, 0 corresponding with the LSByte set tree)
       * @param virtualIndex   The virtual index into the PackedArray
       * @param insertAsNeeded If true, will insert new set tree nodes as needed if they do not already exist
       * @return the byte-index corresponding to the given (set tree) value byte of the given virtual index
       */
      getPackedIndex(setNumber, virtualIndex, insertAsNeeded) {
        if (virtualIndex >= this.virtualLength) {
          throw new Error(`Attempting access at index ${virtualIndex}, beyond virtualLength ${this.virtualLength}`);
        }
        let entryPointerIndex = SET_0_START_INDEX + setNumber;
        let entryIndex = this.getRootEntry(setNumber, insertAsNeeded);
        if (entryIndex == 0) {
          return -1;
        }
        for (let indexShift = this.topLevelShift; indexShift >= LEAF_LEVEL_SHIFT; indexShift -= 4) {
          const nextLevelIsLeaf = indexShift === LEAF_LEVEL_SHIFT;
          const packedSlotIndicators = this.getPackedSlotIndicators(entryIndex);
          const slotBitNumber = virtualIndex / pow(2, indexShift) & 15;
          const slotMask = 1 << slotBitNumber;
          const slotsBelowBitNumber = packedSlotIndicators & slotMask - 1;
          const slotNumber = bitCount(slotsBelowBitNumber);
          if ((packedSlotIndicators & slotMask) === 0) {
            if (!insertAsNeeded) {
              return -1;
            }
            entryIndex = this.expandEntry(entryIndex, entryPointerIndex, slotNumber, slotMask, nextLevelIsLeaf);
          }
          entryPointerIndex = entryIndex + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + slotNumber;
          entryIndex = this.getIndexAtShortIndex(entryPointerIndex);
        }
        const byteIndex = (entryIndex << 3) + (virtualIndex & 7);
        return byteIndex;
      }
      determineTopLevelShiftForVirtualLength(virtualLength) {
        const sizeMagnitude = ceil(log2(virtualLength));
        const eightsSizeMagnitude = sizeMagnitude - 3;
        let multipleOfFourSizeMagnitude = ceil(eightsSizeMagnitude / 4) * 4;
        multipleOfFourSizeMagnitude = max(multipleOfFourSizeMagnitude, 8);
        const topLevelShiftNeeded = multipleOfFourSizeMagnitude - 4 + 3;
        return topLevelShiftNeeded;
      }
      setVirtualLength(virtualLength) {
        if (!this.isPacked) {
          throw new Error("Should never be adjusting the virtual size of a non-packed context");
        }
        this.topLevelShift = this.determineTopLevelShiftForVirtualLength(virtualLength);
        this.virtualLength = virtualLength;
      }
      getTopLevelShift() {
        return this.topLevelShift;
      }
      //
      //  ##     ##         ########   #######  ########  ##     ## ##          ###    ######## ########
      //   ##   ##          ##     ## ##     ## ##     ## ##     ## ##         ## ##      ##    ##
      //    ## ##           ##     ## ##     ## ##     ## ##     ## ##        ##   ##     ##    ##
      //     ###    ####### ########  ##     ## ########  ##     ## ##       ##     ##    ##    ######
      //    ## ##           ##        ##     ## ##        ##     ## ##       #########    ##    ##
      //   ##   ##          ##        ##     ## ##        ##     ## ##       ##     ##    ##    ##
      //  ##     ##         ##         #######  ##         #######  ######## ##     ##    ##    ########
      //
      resizeArray(newLength) {
        const tmp = new Uint8Array(newLength * 8);
        tmp.set(this.byteArray);
        this.array = tmp.buffer;
        this.initArrayViews(this.array);
        this.physicalLength = newLength;
      }
      populateEquivalentEntriesWithEntriesFromOther(other) {
        if (this.virtualLength < other.getVirtualLength()) {
          throw new Error("Cannot populate array of smaller virtual length");
        }
        for (let i = 0; i < NUMBER_OF_SETS; i++) {
          const otherEntryIndex = other.getAtShortIndex(SET_0_START_INDEX + i);
          if (otherEntryIndex == 0)
            continue;
          let entryIndexPointer = SET_0_START_INDEX + i;
          for (let i2 = this.topLevelShift; i2 > other.topLevelShift; i2 -= 4) {
            const sizeOfEntry = NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + 1;
            const newEntryIndex = this.newEntry(sizeOfEntry);
            this.setAtShortIndex(entryIndexPointer, newEntryIndex);
            this.setPackedSlotIndicators(newEntryIndex, 1);
            entryIndexPointer = newEntryIndex + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS;
          }
          this.copyEntriesAtLevelFromOther(other, otherEntryIndex, entryIndexPointer, other.topLevelShift);
        }
      }
      copyEntriesAtLevelFromOther(other, otherLevelEntryIndex, levelEntryIndexPointer, otherIndexShift) {
        const nextLevelIsLeaf = otherIndexShift == LEAF_LEVEL_SHIFT;
        const packedSlotIndicators = other.getPackedSlotIndicators(otherLevelEntryIndex);
        const numberOfSlots = bitCount(packedSlotIndicators);
        const sizeOfEntry = NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + numberOfSlots;
        const entryIndex = this.newEntry(sizeOfEntry);
        this.setAtShortIndex(levelEntryIndexPointer, entryIndex);
        this.setAtShortIndex(entryIndex + NON_LEAF_ENTRY_SLOT_INDICATORS_OFFSET, packedSlotIndicators);
        for (let i = 0; i < numberOfSlots; i++) {
          if (nextLevelIsLeaf) {
            const leafEntryIndex = this.newLeafEntry();
            this.setIndexAtEntrySlot(entryIndex, i, leafEntryIndex);
            const otherNextLevelEntryIndex = other.getIndexAtEntrySlot(otherLevelEntryIndex, i);
            this.longArray[leafEntryIndex] = other.longArray[otherNextLevelEntryIndex];
          } else {
            const otherNextLevelEntryIndex = other.getIndexAtEntrySlot(otherLevelEntryIndex, i);
            this.copyEntriesAtLevelFromOther(other, otherNextLevelEntryIndex, entryIndex + NON_LEAF_ENTRY_HEADER_SIZE_IN_SHORTS + i, otherIndexShift - 4);
          }
        }
      }
      getAtUnpackedIndex(index) {
        return this.longArray[index];
      }
      setAtUnpackedIndex(index, newValue) {
        this.longArray[index] = newValue;
      }
      lazysetAtUnpackedIndex(index, newValue) {
        this.longArray[index] = newValue;
      }
      incrementAndGetAtUnpackedIndex(index) {
        this.longArray[index]++;
        return this.longArray[index];
      }
      addAndGetAtUnpackedIndex(index, valueToAdd) {
        this.longArray[index] += valueToAdd;
        return this.longArray[index];
      }
      //
      //   ########  #######           ######  ######## ########  #### ##    ##  ######
      //      ##    ##     ##         ##    ##    ##    ##     ##  ##  ###   ## ##    ##
      //      ##    ##     ##         ##          ##    ##     ##  ##  ####  ## ##
      //      ##    ##     ## #######  ######     ##    ########   ##  ## ## ## ##   ####
      //      ##    ##     ##               ##    ##    ##   ##    ##  ##  #### ##    ##
      //      ##    ##     ##         ##    ##    ##    ##    ##   ##  ##   ### ##    ##
      //      ##     #######           ######     ##    ##     ## #### ##    ##  ######
      //
      nonLeafEntryToString(entryIndex, indexShift, indentLevel) {
        let output = "";
        for (let i = 0; i < indentLevel; i++) {
          output += "  ";
        }
        try {
          const packedSlotIndicators = this.getPackedSlotIndicators(entryIndex);
          output += `slotIndiators: 0x${toHex(packedSlotIndicators)}, prevVersionIndex: 0: [ `;
          const numberOfslotsInEntry = bitCount(packedSlotIndicators);
          for (let i = 0; i < numberOfslotsInEntry; i++) {
            output += this.getIndexAtEntrySlot(entryIndex, i);
            if (i < numberOfslotsInEntry - 1) {
              output += ", ";
            }
          }
          output += ` ] (indexShift = ${indexShift})
`;
          const nextLevelIsLeaf = indexShift == LEAF_LEVEL_SHIFT;
          for (let i = 0; i < numberOfslotsInEntry; i++) {
            const nextLevelEntryIndex = this.getIndexAtEntrySlot(entryIndex, i);
            if (nextLevelIsLeaf) {
              output += this.leafEntryToString(nextLevelEntryIndex, indentLevel + 4);
            } else {
              output += this.nonLeafEntryToString(nextLevelEntryIndex, indexShift - 4, indentLevel + 4);
            }
          }
        } catch (ex) {
          output += `Exception thrown at nonLeafEnty at index ${entryIndex} with indexShift ${indexShift}
`;
        }
        return output;
      }
      leafEntryToString(entryIndex, indentLevel) {
        let output = "";
        for (let i = 0; i < indentLevel; i++) {
          output += "  ";
        }
        try {
          output += "Leaf bytes : ";
          for (let i = 0; i < 8; i++) {
            output += `0x${toHex(this.byteArray[entryIndex * 8 + i])} `;
          }
          output += "\n";
        } catch (ex) {
          output += `Exception thrown at leafEnty at index ${entryIndex}
`;
        }
        return output;
      }
      toString() {
        let output = "PackedArrayContext:\n";
        if (!this.isPacked) {
          return output + "Context is unpacked:\n";
        }
        for (let setNumber = 0; setNumber < NUMBER_OF_SETS; setNumber++) {
          try {
            const entryPointerIndex = SET_0_START_INDEX + setNumber;
            const entryIndex = this.getIndexAtShortIndex(entryPointerIndex);
            output += `Set ${setNumber}: root = ${entryIndex} 
`;
            if (entryIndex == 0)
              continue;
            output += this.nonLeafEntryToString(entryIndex, this.topLevelShift, 4);
          } catch (ex) {
            output += `Exception thrown in set ${setNumber}%d
`;
          }
        }
        return output;
      }
    };
    exports2.PackedArrayContext = PackedArrayContext;
    var toHex = (n) => {
      return Number(n).toString(16).padStart(2, "0");
    };
  }
});

// node_modules/hdr-histogram-js/dist/packedarray/PackedArray.js
var require_PackedArray = __commonJS({
  "node_modules/hdr-histogram-js/dist/packedarray/PackedArray.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.PackedArray = void 0;
    var PackedArrayContext_1 = require_PackedArrayContext();
    var NUMBER_OF_SETS = 8;
    var { pow, floor } = Math;
    var PackedArray = class {
      constructor(virtualLength, initialPhysicalLength = PackedArrayContext_1.MINIMUM_INITIAL_PACKED_ARRAY_CAPACITY) {
        this.arrayContext = new PackedArrayContext_1.PackedArrayContext(virtualLength, initialPhysicalLength);
      }
      setVirtualLength(newVirtualArrayLength) {
        if (newVirtualArrayLength < this.length()) {
          throw new Error("Cannot set virtual length, as requested length " + newVirtualArrayLength + " is smaller than the current virtual length " + this.length());
        }
        const currentArrayContext = this.arrayContext;
        if (currentArrayContext.isPacked && currentArrayContext.determineTopLevelShiftForVirtualLength(newVirtualArrayLength) == currentArrayContext.getTopLevelShift()) {
          currentArrayContext.setVirtualLength(newVirtualArrayLength);
          return;
        }
        this.arrayContext = currentArrayContext.copyAndIncreaseSize(this.getPhysicalLength(), newVirtualArrayLength);
      }
      /**
       * Get value at virtual index in the array
       * @param index the virtual array index
       * @return the array value at the virtual index given
       */
      get(index) {
        let value = 0;
        for (let byteNum = 0; byteNum < NUMBER_OF_SETS; byteNum++) {
          let byteValueAtPackedIndex = 0;
          if (!this.arrayContext.isPacked) {
            return this.arrayContext.getAtUnpackedIndex(index);
          }
          const packedIndex = this.arrayContext.getPackedIndex(byteNum, index, false);
          if (packedIndex < 0) {
            return value;
          }
          byteValueAtPackedIndex = this.arrayContext.getAtByteIndex(packedIndex) * pow(2, byteNum << 3);
          value += byteValueAtPackedIndex;
        }
        return value;
      }
      /**
       * Increment value at a virrual index in the array
       * @param index virtual index of value to increment
       */
      increment(index) {
        this.add(index, 1);
      }
      safeGetPackedIndexgetPackedIndex(setNumber, virtualIndex) {
        return this.arrayContext.getPackedIndex(setNumber, virtualIndex, true);
      }
      /**
       * Add to a value at a virtual index in the array
       * @param index the virtual index of the value to be added to
       * @param value the value to add
       */
      add(index, value) {
        let remainingValueToAdd = value;
        for (let byteNum = 0, byteShift = 0; byteNum < NUMBER_OF_SETS; byteNum++, byteShift += 8) {
          if (!this.arrayContext.isPacked) {
            this.arrayContext.addAndGetAtUnpackedIndex(index, value);
            return;
          }
          const packedIndex = this.safeGetPackedIndexgetPackedIndex(byteNum, index);
          const byteToAdd = remainingValueToAdd & 255;
          const afterAddByteValue = this.arrayContext.addAtByteIndex(packedIndex, byteToAdd);
          remainingValueToAdd -= byteToAdd;
          remainingValueToAdd = remainingValueToAdd / pow(2, 8);
          remainingValueToAdd += floor(afterAddByteValue / pow(2, 8));
          if (remainingValueToAdd == 0) {
            return;
          }
        }
      }
      /**
       * Set the value at a virtual index in the array
       * @param index the virtual index of the value to set
       * @param value the value to set
       */
      set(index, value) {
        let bytesAlreadySet = 0;
        let valueForNextLevels = value;
        for (let byteNum = 0; byteNum < NUMBER_OF_SETS; byteNum++) {
          if (!this.arrayContext.isPacked) {
            this.arrayContext.setAtUnpackedIndex(index, value);
            return;
          }
          if (valueForNextLevels == 0) {
            const packedIndex2 = this.arrayContext.getPackedIndex(byteNum, index, false);
            if (packedIndex2 < 0) {
              return;
            }
          }
          const packedIndex = this.arrayContext.getPackedIndex(byteNum, index, true);
          const byteToWrite = valueForNextLevels & 255;
          valueForNextLevels = floor(valueForNextLevels / pow(2, 8));
          if (byteNum < bytesAlreadySet) {
            continue;
          }
          this.arrayContext.setAtByteIndex(packedIndex, byteToWrite);
          bytesAlreadySet++;
        }
      }
      /**
       * Get the current physical length (in longs) of the array's backing storage
       * @return the current physical length (in longs) of the array's current backing storage
       */
      getPhysicalLength() {
        return this.arrayContext.physicalLength;
      }
      /**
       * Get the (virtual) length of the array
       * @return the (virtual) length of the array
       */
      length() {
        return this.arrayContext.getVirtualLength();
      }
      /**
       * Clear the array contents
       */
      clear() {
        this.arrayContext.clear();
      }
      toString() {
        let output = "PackedArray:\n";
        output += this.arrayContext.toString();
        return output;
      }
    };
    exports2.PackedArray = PackedArray;
  }
});

// node_modules/hdr-histogram-js/dist/PackedHistogram.js
var require_PackedHistogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/PackedHistogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var JsHistogram_1 = require_JsHistogram();
    var PackedArray_1 = require_PackedArray();
    var PackedHistogram = class _PackedHistogram extends JsHistogram_1.default {
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
        this._totalCount = 0;
        this.packedCounts = new PackedArray_1.PackedArray(this.countsArrayLength);
      }
      clearCounts() {
        this.packedCounts.clear();
      }
      incrementCountAtIndex(index) {
        this.packedCounts.increment(index);
      }
      addToCountAtIndex(index, value) {
        this.packedCounts.add(index, value);
      }
      setCountAtIndex(index, value) {
        this.packedCounts.set(index, value);
      }
      resize(newHighestTrackableValue) {
        this.establishSize(newHighestTrackableValue);
        this.packedCounts.setVirtualLength(this.countsArrayLength);
      }
      getCountAtIndex(index) {
        return this.packedCounts.get(index);
      }
      _getEstimatedFootprintInBytes() {
        return 192 + 8 * this.packedCounts.getPhysicalLength();
      }
      copyCorrectedForCoordinatedOmission(expectedIntervalBetweenValueSamples) {
        const copy = new _PackedHistogram(this.lowestDiscernibleValue, this.highestTrackableValue, this.numberOfSignificantValueDigits);
        copy.addWhileCorrectingForCoordinatedOmission(this, expectedIntervalBetweenValueSamples);
        return copy;
      }
      toString() {
        return `PackedHistogram ${JSON.stringify(this, null, 2)}`;
      }
    };
    exports2.default = PackedHistogram;
  }
});

// node_modules/hdr-histogram-js/dist/TypedArrayHistogram.js
var require_TypedArrayHistogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/TypedArrayHistogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var JsHistogram_1 = require_JsHistogram();
    var TypedArrayHistogram = class _TypedArrayHistogram extends JsHistogram_1.default {
      constructor(arrayCtr, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
        this.arrayCtr = arrayCtr;
        this._totalCount = 0;
        this._counts = new arrayCtr(this.countsArrayLength);
      }
      clearCounts() {
        this._counts.fill(0);
      }
      incrementCountAtIndex(index) {
        const currentCount = this._counts[index];
        const newCount = currentCount + 1;
        if (newCount < 0) {
          throw newCount + " would overflow short integer count";
        }
        this._counts[index] = newCount;
      }
      addToCountAtIndex(index, value) {
        const currentCount = this._counts[index];
        const newCount = currentCount + value;
        if (newCount < Number.MIN_SAFE_INTEGER || newCount > Number.MAX_SAFE_INTEGER) {
          throw newCount + " would overflow integer count";
        }
        this._counts[index] = newCount;
      }
      setCountAtIndex(index, value) {
        if (value < Number.MIN_SAFE_INTEGER || value > Number.MAX_SAFE_INTEGER) {
          throw value + " would overflow integer count";
        }
        this._counts[index] = value;
      }
      resize(newHighestTrackableValue) {
        this.establishSize(newHighestTrackableValue);
        const newCounts = new this.arrayCtr(this.countsArrayLength);
        newCounts.set(this._counts);
        this._counts = newCounts;
      }
      getCountAtIndex(index) {
        return this._counts[index];
      }
      _getEstimatedFootprintInBytes() {
        return 1024 + this._counts.BYTES_PER_ELEMENT * this._counts.length;
      }
      copyCorrectedForCoordinatedOmission(expectedIntervalBetweenValueSamples) {
        const copy = new _TypedArrayHistogram(this.arrayCtr, this.lowestDiscernibleValue, this.highestTrackableValue, this.numberOfSignificantValueDigits);
        copy.addWhileCorrectingForCoordinatedOmission(this, expectedIntervalBetweenValueSamples);
        return copy;
      }
      toString() {
        return `Histogram ${this._counts.BYTES_PER_ELEMENT * 8}b ${JSON.stringify(this, null, 2)}`;
      }
    };
    exports2.default = TypedArrayHistogram;
  }
});

// node_modules/hdr-histogram-js/dist/Int8Histogram.js
var require_Int8Histogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/Int8Histogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var TypedArrayHistogram_1 = require_TypedArrayHistogram();
    var Int8Histogram = class extends TypedArrayHistogram_1.default {
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(Uint8Array, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
      }
    };
    exports2.default = Int8Histogram;
  }
});

// node_modules/hdr-histogram-js/dist/Int16Histogram.js
var require_Int16Histogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/Int16Histogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var TypedArrayHistogram_1 = require_TypedArrayHistogram();
    var Int16Histogram = class extends TypedArrayHistogram_1.default {
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(Uint16Array, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
      }
    };
    exports2.default = Int16Histogram;
  }
});

// node_modules/hdr-histogram-js/dist/Int32Histogram.js
var require_Int32Histogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/Int32Histogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var TypedArrayHistogram_1 = require_TypedArrayHistogram();
    var Int32Histogram = class extends TypedArrayHistogram_1.default {
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(Uint32Array, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
      }
    };
    exports2.default = Int32Histogram;
  }
});

// node_modules/hdr-histogram-js/dist/Float64Histogram.js
var require_Float64Histogram = __commonJS({
  "node_modules/hdr-histogram-js/dist/Float64Histogram.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    var TypedArrayHistogram_1 = require_TypedArrayHistogram();
    var Float64Histogram = class extends TypedArrayHistogram_1.default {
      constructor(lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits) {
        super(Float64Array, lowestDiscernibleValue, highestTrackableValue, numberOfSignificantValueDigits);
      }
    };
    exports2.default = Float64Histogram;
  }
});

// node_modules/hdr-histogram-js/dist/JsHistogramFactory.js
var require_JsHistogramFactory = __commonJS({
  "node_modules/hdr-histogram-js/dist/JsHistogramFactory.js"(exports2) {
    "use strict";
    Object.defineProperty(exports2, "__esModule", { value: true });
    exports2.constructorFromBucketSize = constructorFromBucketSize2;
    var PackedHistogram_1 = require_PackedHistogram();
    var Int8Histogram_1 = require_Int8Histogram();
    var Int16Histogram_1 = require_Int16Histogram();
    var Int32Histogram_1 = require_Int32Histogram();
    var Float64Histogram_1 = require_Float64Histogram();
    function constructorFromBucketSize2(bitBucketSize) {
      switch (bitBucketSize) {
        case "packed":
          return PackedHistogram_1.default;
        case 8:
          return Int8Histogram_1.default;
        case 16:
          return Int16Histogram_1.default;
        case 32:
          return Int32Histogram_1.default;
        case 64:
          return Float64Histogram_1.default;
        default:
          throw new Error("Incorrect parameter bitBucketSize");
      }
    }
  }
});

// src/load/generator.ts
var import_node_worker_threads3 = require("node:worker_threads");

// src/load/compile-loop.ts
var import_node_http = require("node:http");

// src/load/checked-exchange.ts
var MOST_BODY = 4 * 1024 * 1024;
var CheckedExchange = class {
  head;
  body;
  #check;
  #outcome;
  #unmet;
  #collected = Buffer.alloc(0);
  #length = 0;
  /** The last body that was as expected: one that is the same is so too. */
  #good;
  constructor(check, outcome) {
    this.#check = check;
    this.#outcome = outcome;
    if (check.looksAtHeaders)
      this.head = (head) => {
        this.#unmet = check.headers(head.headers());
      };
    if (check.looksAtBody) this.body = (piece) => this.#collect(piece);
  }
  end(status) {
    const unmet = this.#check.status(status) ?? this.#unmet ?? this.#checkBody();
    this.#forget();
    this.#outcome.answered(unmet);
  }
  broken(error) {
    this.#forget();
    this.#outcome.broken(error);
  }
  #forget() {
    this.#unmet = void 0;
    this.#length = 0;
  }
  #collect(piece) {
    const length = this.#length + piece.length;
    if (length <= MOST_BODY) {
      if (this.#collected.length < length) this.#grow(length);
      this.#collected.set(piece, this.#length);
    }
    this.#length = length;
  }
  #grow(length) {
    const larger = Buffer.alloc(Math.min(MOST_BODY, Math.max(1024, 2 * length)));
    larger.set(this.#collected.subarray(0, this.#length));
    this.#collected = larger;
  }
  #checkBody() {
    if (this.body === void 0) return void 0;
    if (this.#length > MOST_BODY) {
      const words = `answered with a body of more than ${MOST_BODY / 1024 ** 2} MiB, more than \`expect.body\` looks at`;
      return { kind: "body", words };
    }
    const body = this.#collected.subarray(0, this.#length);
    if (this.#good?.equals(body)) return void 0;
    const unmet = this.#check.body(body);
    if (unmet === void 0) this.#good = Buffer.from(body);
    return unmet;
  }
};

// src/load/http/broken-exchange.ts
var BrokenExchange = class extends Error {
  name = "BrokenExchange";
  kind;
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
};
function malformed(what) {
  return new BrokenExchange("malformed", `the answer is not valid HTTP/1.1: ${what}`);
}

// src/load/describe-failure.ts
var UnansweredError = class extends Error {
  name = "UnansweredError";
};
var SilentStreamError = class extends UnansweredError {
  unit;
  constructor(unit) {
    super();
    this.unit = unit;
  }
};
function isTimeout(error) {
  if (error instanceof BrokenExchange) return error.kind === "connect-timeout";
  return error instanceof UnansweredError || codeOf(error) === "ETIMEDOUT";
}
function isOwnShortage(error) {
  return ["EMFILE", "ENFILE", "EADDRNOTAVAIL"].includes(codeOf(error));
}
function unexpectedStatus(status, expected) {
  return `answered ${status} where \`expect.status\` allows ${describeStatuses(expected)}`;
}
function describeBroken({ method, path }, error, timeout) {
  const request = `${method} ${path}`;
  if (error instanceof SilentStreamError)
    return `${request} gave no event within ${timeout / 1e3} s (\`timeout\`), where \`stream.count\` is ${error.unit}`;
  if (isTimeout(error)) return `${request} was not answered within ${timeout / 1e3} s (\`timeout\`)`;
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return `${request}: the connection was refused`;
    case "ECONNRESET":
    case "EPIPE":
      return `${request}: the connection was closed before an answer`;
    case "EMFILE":
    case "ENFILE":
      return `${request}: no more files can be opened (\`ulimit -n\`): use fewer connections`;
    case "EADDRNOTAVAIL":
      return `${request}: no local port is free, since connections that were closed keep theirs for a minute`;
    default:
      return `${request}: ${error.message === "" ? error.name : error.message}`;
  }
}
function describeStatuses(statuses) {
  const runs = [];
  for (const status of [...new Set(statuses)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== void 0 && run.last === status - 1) run.last = status;
    else runs.push({ first: status, last: status });
  }
  const words = runs.flatMap(({ first, last }) => {
    if (last - first >= 2) return [`${first} to ${last}`];
    return first === last ? [`${first}`] : [`${first}`, `${last}`];
  });
  const end = words.pop() ?? "none";
  return words.length === 0 ? end : `${words.join(", ")} and ${end}`;
}
function codeOf(error) {
  return error.code ?? "";
}

// src/load/expectation.ts
var import_node_util = require("node:util");

// src/config/json-path.ts
var JSON_PATH_PATTERN = /^(?!\$(?:\.|$)|\/)(?:\\[\s\S]|[^\\.[\]])+(?:\.(?:\\[\s\S]|[^\\.[\]])+)*$/;
var LONGEST = 1024;
function jsonPathKeys(path) {
  if (path.length > LONGEST || !JSON_PATH_PATTERN.test(path)) return void 0;
  return (path.match(/(?:\\[\s\S]|[^\\.])+/g) ?? []).map((key) => key.replace(/\\([\s\S])/g, "$1"));
}

// src/load/expectation.ts
var ExpectationCheck = class {
  #expect;
  /** By status, 1 where it is expected. */
  #statuses = new Uint8Array(1e3);
  #headers;
  #contains;
  #json;
  constructor(expect) {
    this.#expect = expect;
    for (const status of expect.status) this.#statuses[status] = 1;
    this.#headers = Object.entries(expect.headers);
    const { contains, json = {} } = expect.body ?? {};
    this.#contains = contains === void 0 ? void 0 : Buffer.from(contains);
    this.#json = Object.entries(json).map(([path, value]) => ({
      path,
      keys: jsonPathKeys(path) ?? [path],
      value
    }));
  }
  get looksAtHeaders() {
    return this.#headers.length > 0;
  }
  get looksAtBody() {
    return this.#contains !== void 0 || this.#json.length > 0;
  }
  status(status) {
    if (this.#statuses[status] === 1) return void 0;
    return { kind: "status", words: unexpectedStatus(status, this.#expect.status) };
  }
  /** A value may be followed by parameters: `application/json` is met by `application/json; charset=utf-8`. */
  headers(headers) {
    for (const [name, expected] of this.#headers) {
      const found = headers.get(name);
      if (found === expected || found?.startsWith(`${expected};`)) continue;
      const had = found === void 0 ? `no ${name}` : `${name}: ${shortened(found)}`;
      return unmetBody(`answered with ${had} where \`expect.headers\` has ${shortened(expected)}`);
    }
    return void 0;
  }
  /** @param body of UTF-8, decoded from its transfer coding */
  body(body) {
    if (this.#contains !== void 0 && !body.includes(this.#contains)) {
      const text = shortened(this.#expect.body?.contains ?? "");
      return unmetBody(`answered with a body that does not contain ${text} (\`expect.body.contains\`)`);
    }
    if (this.#json.length === 0) return void 0;
    let value;
    try {
      value = JSON.parse(body.toString());
    } catch {
      return unmetBody("answered with a body that is not JSON (`expect.body.json`)");
    }
    for (const { path, keys, value: expected } of this.#json) {
      const found = valueAt(value, keys);
      if ((0, import_node_util.isDeepStrictEqual)(found, expected)) continue;
      const had = found === void 0 ? `no ${path}` : `${path}: ${shortened(JSON.stringify(found))}`;
      return unmetBody(
        `answered with ${had} where \`expect.body.json\` has ${shortened(JSON.stringify(expected))}`
      );
    }
    return void 0;
  }
};
function unmetBody(words) {
  return { kind: "body", words };
}
function valueAt(root, keys) {
  let value = root;
  for (const key of keys) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return void 0;
    value = value[key];
  }
  return value;
}
function shortened(text) {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

// src/load/slice.ts
var NO_ERRORS = { status: 0, body: 0, connection: 0, timeout: 0 };
function sumErrors(parts) {
  const total = (kind) => parts.reduce((sum3, part) => sum3 + part[kind], 0);
  return {
    status: total("status"),
    body: total("body"),
    connection: total("connection"),
    timeout: total("timeout")
  };
}

// src/load/failure-tally.ts
var FailureTally = class {
  #timeout;
  #counts = { ...NO_ERRORS };
  #first;
  #shortages = 0;
  /** @param timeout of the requests, in ms: it is told with those that ran out of it */
  constructor(timeout) {
    this.#timeout = timeout;
  }
  get errors() {
    return { ...this.#counts };
  }
  get firstError() {
    return this.#first;
  }
  /** Of the errors, connections that could not be opened for want of files or ports of our own. */
  get shortages() {
    return this.#shortages;
  }
  /** The answer was not the expected one. */
  unmet({ method, path }, { kind, words }) {
    this.#counts[kind] += 1;
    this.#first ??= `${method} ${path} ${words}`;
  }
  /** There was no answer. */
  broken(request, error) {
    this.#counts[isTimeout(error) ? "timeout" : "connection"] += 1;
    if (isOwnShortage(error)) this.#shortages += 1;
    this.#first ??= describeBroken(request, error, this.#timeout);
  }
};

// src/load/http/connection.ts
var import_node_net = require("node:net");

// src/load/http/chunked-coding.ts
var MAX_SIZE_DIGITS = 13;
var MAX_EXTRA = 64 * 1024;
var LF = 10;
var CR = 13;
var HTAB = 9;
var SPACE = 32;
var SEMICOLON = 59;
var ChunkedCoding = class {
  #state = "size";
  #size = 0;
  #digits = 0;
  #extra = 0;
  #lineLength = 0;
  /** Bytes of data in the chunk whose size was read. */
  get size() {
    return this.#size;
  }
  /** Makes ready for the size of a body's first chunk. */
  begin() {
    this.#state = "size";
    this.#size = 0;
    this.#digits = 0;
    this.#extra = 0;
  }
  /** The data of the chunk has been read. */
  endData() {
    this.#state = "data-end";
  }
  /** @throws BrokenExchange where the byte cannot follow */
  read(byte) {
    switch (this.#state) {
      case "size":
        return this.#readSize(byte);
      case "extension":
        if (byte === LF) return this.#sized();
        this.#countExtra();
        return "coding";
      case "size-lf":
        if (byte !== LF) throw malformed("the size of a chunk does not end with CR LF");
        return this.#sized();
      case "data-end":
        if (byte === LF) this.begin();
        else if (byte === CR) this.#state = "data-lf";
        else throw malformed("a chunk is longer than its size");
        return "coding";
      case "data-lf":
        if (byte !== LF) throw malformed("a chunk is longer than its size");
        this.begin();
        return "coding";
      case "trailers":
        return this.#readTrailer(byte);
    }
  }
  #readSize(byte) {
    const value = hexadecimal(byte);
    if (value >= 0) {
      if (++this.#digits > MAX_SIZE_DIGITS) throw malformed("a chunk has no possible size");
      this.#size = this.#size * 16 + value;
      return "coding";
    }
    if (this.#digits === 0) throw malformed("a chunk has no size");
    if (byte === LF) return this.#sized();
    if (byte === CR) this.#state = "size-lf";
    else if (byte === SEMICOLON || byte === SPACE || byte === HTAB) this.#state = "extension";
    else throw malformed("the size of a chunk is no number");
    return "coding";
  }
  #sized() {
    if (this.#size > 0) return "data";
    this.#state = "trailers";
    this.#lineLength = 0;
    this.#extra = 0;
    return "coding";
  }
  /** Up to the empty line. */
  #readTrailer(byte) {
    if (byte === LF) {
      if (this.#lineLength === 0) return "end";
      this.#lineLength = 0;
    } else if (byte !== CR) {
      this.#lineLength += 1;
      this.#countExtra();
    }
    return "coding";
  }
  #countExtra() {
    this.#extra += 1;
    if (this.#extra > MAX_EXTRA) throw malformed("its chunk extensions or trailers do not end");
  }
};
function hexadecimal(byte) {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

// src/load/http/response-head.ts
var ResponseHead = class {
  status;
  /** Whether the connection can carry another exchange after a body whose end was told. */
  keepAlive;
  framing;
  /** Bytes of the body; 0 where `framing` is not `length`. */
  length;
  #text;
  #headers;
  constructor(text, parsed) {
    this.#text = text;
    this.status = parsed.status;
    this.keepAlive = parsed.keepAlive;
    this.framing = parsed.framing;
    this.length = parsed.length;
  }
  /** Values by name in lower case; those of a name that was sent several times are joined by “, ”. Read when first asked for. */
  headers() {
    this.#headers ??= readHeaders(this.#text);
    return this.#headers;
  }
};
var LF2 = 10;
var CR2 = 13;
var HTAB2 = 9;
var SPACE2 = 32;
var COLON = 58;
var PREFIX = Buffer.from("HTTP/1.");
var CONNECTION = Buffer.from("connection");
var CONTENT_LENGTH = Buffer.from("content-length");
var TRANSFER_ENCODING = Buffer.from("transfer-encoding");
function headEnd(bytes, from, to) {
  for (let at = from; at < to; at++) {
    if (bytes[at] !== LF2) continue;
    if (at + 1 < to && bytes[at + 1] === LF2) return at + 2;
    if (at + 2 < to && bytes[at + 1] === CR2 && bytes[at + 2] === LF2) return at + 3;
  }
  return -1;
}
function assertPrefix(bytes, from, to) {
  const known2 = Math.min(PREFIX.length, to - from);
  for (let i = 0; i < known2; i++) {
    if (bytes[from + i] !== PREFIX[i]) throw malformed("it does not begin with HTTP/1");
  }
}
function parseHead(bytes, start, end) {
  assertPrefix(bytes, start, end);
  const minor = digit(bytes[start + 7]);
  const hundreds = digit(bytes[start + 9]);
  const status = hundreds * 100 + digit(bytes[start + 10]) * 10 + digit(bytes[start + 11]);
  const after = bytes[start + 12];
  if (!(minor >= 0) || !(status >= 100) || bytes[start + 8] !== SPACE2 || after !== SPACE2 && after !== CR2 && after !== LF2) {
    throw malformed("its first line is no status line");
  }
  let keepAlive = minor > 0;
  let length = -1;
  let codings = "";
  let framing = false;
  let at = lineAfter(bytes, start + 12, end);
  while (bytes[at] !== LF2 && !(bytes[at] === CR2 && bytes[at + 1] === LF2)) {
    const next = lineAfter(bytes, at, end);
    const last = bytes[next - 2] === CR2 ? next - 2 : next - 1;
    if (bytes[at] === SPACE2 || bytes[at] === HTAB2) {
      if (framing) throw malformed("a header that tells the end of the body is folded");
      at = next;
      continue;
    }
    const colon = bytes.indexOf(COLON, at);
    if (colon === -1 || colon >= last || colon === at || !(bytes[colon - 1] > SPACE2))
      throw malformed("a line of its head is no header");
    framing = false;
    switch (colon - at) {
      case CONNECTION.length:
        if (!isName(bytes, at, CONNECTION)) break;
        keepAlive = connectionStays(bytes.toString("latin1", colon + 1, last), keepAlive);
        break;
      case CONTENT_LENGTH.length: {
        if (!isName(bytes, at, CONTENT_LENGTH)) break;
        framing = true;
        const declared = contentLength(bytes.toString("latin1", colon + 1, last));
        if (length !== -1 && length !== declared) throw malformed("it has two different content-lengths");
        length = declared;
        break;
      }
      case TRANSFER_ENCODING.length:
        if (!isName(bytes, at, TRANSFER_ENCODING)) break;
        framing = true;
        codings += `,${bytes.toString("latin1", colon + 1, last)}`;
        break;
    }
    at = next;
  }
  const text = bytes.toString("latin1", start, end);
  if (codings !== "") {
    if (length !== -1) throw malformed("it has both a content-length and a transfer-encoding");
    return new ResponseHead(text, { status, keepAlive, framing: codedFraming(codings), length: 0 });
  }
  if (length === -1) return new ResponseHead(text, { status, keepAlive, framing: "close", length: 0 });
  return new ResponseHead(text, { status, keepAlive, framing: "length", length });
}
function digit(byte) {
  return byte !== void 0 && byte >= 48 && byte <= 57 ? byte - 48 : Number.NaN;
}
function lineAfter(bytes, at, end) {
  let index = at;
  while (index < end && bytes[index] !== LF2) index++;
  return index + 1;
}
function isName(bytes, at, name) {
  for (let i = 0; i < name.length; i++) {
    if ((bytes[at + i] | 32) !== name[i]) return false;
  }
  return true;
}
function listed(value) {
  return value.toLowerCase().split(",").map((item) => item.trim()).filter((item) => item !== "");
}
function connectionStays(value, otherwise) {
  const options = listed(value);
  if (options.includes("close")) return false;
  return options.includes("keep-alive") ? true : otherwise;
}
function contentLength(value) {
  const digits = /^[ \t]*(\d{1,15})[ \t]*$/.exec(value);
  if (digits === null) throw malformed("its content-length is no length");
  return Number(digits[1]);
}
function codedFraming(codings) {
  const names = listed(codings);
  const chunked = names.indexOf("chunked");
  if (chunked === -1) return "close";
  if (chunked !== names.length - 1) throw malformed("chunked is not the last of its transfer-encodings");
  return "chunked";
}
function readHeaders(text) {
  const headers = /* @__PURE__ */ new Map();
  const lines = text.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(":");
    if (colon === -1) continue;
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const earlier = headers.get(name);
    headers.set(name, earlier === void 0 ? value : `${earlier}, ${value}`);
  }
  return headers;
}

// src/load/http/response-parser.ts
var MAX_HEAD = 64 * 1024;
var ResponseParser = class {
  #state = "complete";
  #sink;
  #noBody = false;
  #started = false;
  #status = 0;
  #keepAlive = true;
  /** Bytes of the body, or of the chunk, that are still to come. */
  #remaining = 0;
  #coding = new ChunkedCoding();
  /** The beginning of a head that has not come whole. */
  #partial;
  #partialLength = 0;
  /** The last head, byte for byte: most responses of a connection have the very same, which then is not read again. */
  #known = Buffer.alloc(0);
  #knownLength = 0;
  #knownHead;
  /** Makes ready for the response to a request. `head`: the request was a HEAD. */
  expect(sink, head) {
    this.#state = "head";
    this.#sink = sink;
    this.#noBody = head;
    this.#started = false;
  }
  /** Nobody hears of this response any more. */
  mute() {
    this.#sink = void 0;
  }
  get complete() {
    return this.#state === "complete";
  }
  /** Whether a byte of the response has come, be it of a 1xx before it. */
  get started() {
    return this.#started;
  }
  /** Of the response that is complete. */
  get status() {
    return this.#status;
  }
  /** Whether the connection can carry another exchange after the response that is complete. */
  get keepAlive() {
    return this.#keepAlive;
  }
  /**
   * Reads the first `length` of `bytes` up to the end of the response.
   * @returns how many were read: fewer than `length` only where the response is complete
   * @throws BrokenExchange where they are no valid response
   */
  push(bytes, length) {
    this.#started = true;
    let at = 0;
    while (at < length) {
      switch (this.#state) {
        case "head":
          at = this.#readHead(bytes, at, length);
          break;
        case "length":
        case "close":
        case "chunk-data":
          at = this.#readBody(bytes, at, length);
          break;
        case "chunk-coding":
          this.#readCoding(bytes[at++]);
          break;
        case "complete":
          return at;
      }
    }
    return at;
  }
  /** The connection was closed. Whether the response is complete, as one is whose end only that tells. */
  finish() {
    if (this.#state === "close") this.#state = "complete";
    return this.#state === "complete";
  }
  #readHead(bytes, at, length) {
    if (this.#partialLength > 0) return this.#completeHead(bytes, at, length);
    const known2 = this.#knownHead;
    if (known2 !== void 0 && this.#isKnown(bytes, at, length)) {
      this.#begin(known2);
      return at + this.#knownLength;
    }
    const end = headEnd(bytes, at, length);
    if (end === -1) return this.#keepPartial(bytes, at, length);
    this.#takeHead(bytes, at, end);
    return end;
  }
  #isKnown(bytes, at, length) {
    const known2 = this.#known;
    const knownLength = this.#knownLength;
    if (length - at < knownLength) return false;
    for (let i = knownLength - 1; i >= 0; i--) {
      if (bytes[at + i] !== known2[i]) return false;
    }
    return true;
  }
  #keepPartial(bytes, at, length) {
    assertPrefix(bytes, at, length);
    assertHeadLength(length - at);
    this.#partial ??= Buffer.alloc(MAX_HEAD);
    this.#partialLength = bytes.copy(this.#partial, 0, at, length);
    return length;
  }
  #completeHead(bytes, at, length) {
    const partial = this.#partial;
    const before = this.#partialLength;
    const filled = before + bytes.copy(partial, before, at, length);
    assertPrefix(partial, 0, filled);
    const end = headEnd(partial, Math.max(0, before - 2), filled);
    if (end === -1) {
      assertHeadLength(before + length - at);
      this.#partialLength = filled;
      return length;
    }
    this.#partialLength = 0;
    this.#takeHead(partial, 0, end);
    return at + end - before;
  }
  #takeHead(bytes, start, end) {
    assertHeadLength(end - start);
    const head = parseHead(bytes, start, end);
    if (head.status === 101) throw malformed("it switches protocols, which nobody has asked for");
    if (head.status < 200) return;
    if (this.#known.length < end - start) this.#known = Buffer.alloc(end - start);
    this.#knownLength = bytes.copy(this.#known, 0, start, end);
    this.#knownHead = head;
    this.#begin(head);
  }
  #begin(head) {
    const { status } = head;
    this.#status = status;
    this.#keepAlive = head.keepAlive;
    if (this.#noBody || status === 204 || status === 304) this.#state = "complete";
    else {
      switch (head.framing) {
        case "length":
          this.#remaining = head.length;
          this.#state = head.length === 0 ? "complete" : "length";
          break;
        case "chunked":
          this.#coding.begin();
          this.#state = "chunk-coding";
          break;
        case "close":
          this.#keepAlive = false;
          this.#state = "close";
          break;
      }
    }
    this.#sink?.head?.(head);
  }
  #readBody(bytes, at, length) {
    const state = this.#state;
    if (state === "close") {
      this.#sink?.body?.(bytes.subarray(at, length), false);
      return length;
    }
    const end = Math.min(length, at + this.#remaining);
    this.#remaining -= end - at;
    const ends = this.#remaining === 0;
    if (ends && state === "length") this.#state = "complete";
    else if (ends) {
      this.#coding.endData();
      this.#state = "chunk-coding";
    }
    if (this.#sink?.body !== void 0)
      this.#sink.body(bytes.subarray(at, end), ends && state === "chunk-data");
    return end;
  }
  #readCoding(byte) {
    switch (this.#coding.read(byte)) {
      case "coding":
        return;
      case "data":
        this.#remaining = this.#coding.size;
        this.#state = "chunk-data";
        return;
      case "end":
        this.#state = "complete";
    }
  }
};
function assertHeadLength(length) {
  if (length > MAX_HEAD) throw malformed(`its head is longer than ${MAX_HEAD / 1024} KiB`);
}

// src/load/http/connection.ts
var IDLE = 100;
var READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024);
var IDLE_TIMEOUT_ANSWER = /^HTTP\/1\.[01] 408 /;
var Connection = class {
  #address;
  #connectTimeout;
  #socket;
  #parser = new ResponseParser();
  #connecting;
  #exchange;
  #request;
  #isHead = false;
  #mayRetry = false;
  #ending = false;
  #idleSince = 0;
  /** What the service did while nothing was asked of it: the next exchange hears of it. */
  #fault;
  /** @param options connectTimeout in ms */
  constructor(address, options) {
    this.#address = address;
    this.#connectTimeout = options.connectTimeout;
  }
  get busy() {
    return this.#exchange !== void 0;
  }
  /**
   * Sends the bytes of a whole request. `head`: it is a HEAD.
   * @throws Error where an exchange is in flight
   */
  send(request, exchange, options) {
    if (this.#exchange !== void 0) throw new Error("a connection carries one exchange at a time");
    this.#exchange = exchange;
    this.#request = request;
    this.#isHead = options?.head === true;
    if (this.#fault !== void 0) this.#tellFault(exchange, this.#fault);
    else if (this.#socket === void 0) this.#open();
    else {
      this.#mayRetry = !this.#ending && performance.now() - this.#idleSince >= IDLE;
      this.#parser.expect(exchange, this.#isHead);
      this.#socket.write(request);
    }
  }
  /** Breaks the exchange in flight with this error, and drops the socket. */
  abort(error) {
    this.#break(error);
  }
  /** Drops the socket. An exchange in flight hears no more. */
  close() {
    this.#exchange = void 0;
    this.#fault = void 0;
    this.#drop();
  }
  #open() {
    const parser = new ResponseParser();
    parser.expect(this.#exchange, this.#isHead);
    const socket = (0, import_node_net.connect)({
      ...this.#address,
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(socket, parser, length) }
    });
    this.#socket = socket;
    this.#parser = parser;
    this.#mayRetry = false;
    socket.once("connect", () => {
      if (this.#socket === socket) clearTimeout(this.#connecting);
    });
    socket.once("end", () => {
      if (this.#socket === socket) this.#ended();
    });
    socket.on("error", (error) => {
      if (this.#socket === socket) this.#failed(error);
    });
    this.#connecting = setTimeout(() => {
      this.#break(new BrokenExchange("connect-timeout", "the connection was not accepted in time"));
    }, this.#connectTimeout);
    socket.write(this.#request);
  }
  #read(socket, parser, length) {
    if (this.#exchange === void 0) {
      this.#unsolicited(length);
      return true;
    }
    let used;
    try {
      used = parser.push(READ_BUFFER, length);
    } catch (error) {
      if (!(error instanceof BrokenExchange)) throw error;
      if (this.#socket === socket) this.#break(error);
      return true;
    }
    if (this.#socket !== socket || !parser.complete) return true;
    if (used === length) this.#complete(socket, parser);
    else this.#break(unsolicited("the service sent more after the end of its answer"));
    return true;
  }
  #complete(socket, parser) {
    const exchange = this.#exchange;
    this.#exchange = void 0;
    if (!parser.keepAlive || socket.writableLength > 0) this.#drop();
    this.#ending = true;
    exchange.end(parser.status);
    this.#ending = false;
    if (this.#exchange === void 0) this.#idleSince = performance.now();
  }
  #unsolicited(length) {
    if (!IDLE_TIMEOUT_ANSWER.test(READ_BUFFER.toString("latin1", 0, Math.min(length, 13))))
      this.#fault = unsolicited("the service answered before it was asked");
    this.#drop();
  }
  #ended() {
    const parser = this.#parser;
    if (this.#exchange === void 0) this.#drop();
    else if (parser.started && parser.finish()) this.#complete(this.#socket, parser);
    else this.#failed(new BrokenExchange("closed", "the connection was closed before an answer"));
  }
  #failed(error) {
    if (this.#exchange === void 0) this.#drop();
    else if (this.#parser.started)
      this.#break(new BrokenExchange("closed-early", "the connection was closed in the middle of the answer"));
    else if (this.#mayRetry) {
      this.#drop();
      this.#open();
    } else this.#break(error);
  }
  #break(error) {
    const exchange = this.#exchange;
    this.#exchange = void 0;
    this.#drop();
    exchange?.broken(error);
  }
  #tellFault(exchange, fault) {
    this.#fault = void 0;
    queueMicrotask(() => {
      if (this.#exchange === exchange) this.#break(fault);
    });
  }
  #drop() {
    clearTimeout(this.#connecting);
    this.#parser.mute();
    this.#socket?.destroy();
    this.#socket = void 0;
  }
};
function unsolicited(what) {
  return new BrokenExchange("unsolicited", what);
}

// src/stats/random.ts
function seededRandom(seed) {
  const hash = fnv1a(seed);
  let a = spread(hash);
  let b = spread(hash ^ 2654435769);
  let c = spread(a + b);
  let counter = 1;
  const next32 = () => {
    const output = a + b + counter | 0;
    counter = counter + 1 | 0;
    a = b ^ b >>> 9;
    b = c + (c << 3) | 0;
    c = (c << 21 | c >>> 11) + output | 0;
    return output >>> 0;
  };
  for (let i = 0; i < 16; i++) next32();
  return () => ((next32() >>> 5) * 2 ** 26 + (next32() >>> 6)) / 2 ** 53;
}
function shuffled(items, random) {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    const held = result[last];
    result[last] = result[pick];
    result[pick] = held;
  }
  return result;
}
function fnv1a(text) {
  let hash = 2166136261;
  for (const byte of utf16Bytes(text)) hash = Math.imul(hash ^ byte, 16777619);
  return hash;
}
function* utf16Bytes(text) {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    yield unit & 255;
    yield unit >>> 8;
  }
}
function spread(word) {
  let mixed = word;
  mixed = Math.imul(mixed ^ mixed >>> 16, 2246822507);
  mixed = Math.imul(mixed ^ mixed >>> 13, 3266489909);
  return mixed ^ mixed >>> 16;
}

// src/load/http/serialise-request.ts
var WITH_BODY = ["POST", "PUT", "PATCH"];
function serialiseRequest(request, authority) {
  const { method, path, bodies } = request;
  const lines = [`${method} ${path} HTTP/1.1`];
  const declared = Object.entries(request.headers).filter(([name]) => !isFraming(name));
  const names = new Set(declared.map(([name]) => name.toLowerCase()));
  if (!names.has("host")) lines.push(`host: ${authority}`);
  if (!names.has("connection")) lines.push("connection: keep-alive");
  for (const [name, value] of declared) lines.push(`${name}: ${value}`);
  for (const line of lines) {
    if (/[\r\n\0]/.test(line)) throw new Error(`a request has a line break in ${JSON.stringify(line)}`);
  }
  const head = lines.join("\r\n");
  if (bodies.length > 0) return bodies.map((body) => withBody(head, body));
  const end = WITH_BODY.includes(method) ? "\r\ncontent-length: 0\r\n\r\n" : "\r\n\r\n";
  return [Buffer.from(head + end, "latin1")];
}
function isFraming(name) {
  return /^(content-length|transfer-encoding)$/i.test(name);
}
function withBody(head, body) {
  return Buffer.concat([Buffer.from(`${head}\r
content-length: ${body.length}\r
\r
`, "latin1"), body]);
}

// src/load/request-sequence.ts
var BLOCK = 32;
var RequestSequence = class {
  #requests;
  #weights;
  #totalWeight;
  #credits;
  #turns;
  #random;
  #block = [];
  #next = 0;
  /** @param authority host and port of the service */
  constructor(requests, options) {
    if (requests.length === 0) throw new Error("load needs a request");
    this.#requests = requests.map(
      (planned) => serialiseRequest(planned, options.authority).map((bytes) => ({
        planned,
        bytes,
        options: { head: planned.method === "HEAD" }
      }))
    );
    this.#weights = requests.map(({ weight }) => weight);
    this.#totalWeight = this.#weights.reduce((sum3, weight) => sum3 + weight, 0);
    this.#credits = this.#weights.map(() => 0);
    this.#turns = this.#weights.map(() => 0);
    this.#random = seededRandom(options.seed);
  }
  next() {
    const index = this.#requests.length === 1 ? 0 : this.#draw();
    const ready = this.#requests[index];
    if (ready.length === 1) return ready[0];
    const turn = this.#turns[index];
    this.#turns[index] = turn + 1 === ready.length ? 0 : turn + 1;
    return ready[turn];
  }
  #draw() {
    if (this.#next === this.#block.length) {
      const due = Array.from({ length: BLOCK }, () => this.#due());
      this.#block = shuffled(due, this.#random);
      this.#next = 0;
    }
    return this.#block[this.#next++];
  }
  /** The request that is most behind its share. */
  #due() {
    let due = 0;
    for (let index = 0; index < this.#weights.length; index++) {
      this.#credits[index] = this.#credits[index] + this.#weights[index];
      if (this.#credits[index] > this.#credits[due]) due = index;
    }
    this.#credits[due] = this.#credits[due] - this.#totalWeight;
    return due;
  }
};

// src/load/target-address.ts
function addressOf(origin) {
  const { hostname, port, host } = new URL(origin);
  return {
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: port === "" ? 80 : Number(port),
    authority: host
  };
}

// src/load/closed-loop.ts
var RECONNECT_PAUSE = 20;
var ClosedLoop = class {
  #target;
  #lanes;
  #requests;
  #completed = 0;
  #failures;
  #deadline = 0;
  #driving = 0;
  #ended = () => {
  };
  constructor(target) {
    this.#target = target;
    const address = addressOf(target.origin);
    this.#requests = new RequestSequence(target.requests, { seed: target.seed, authority: address.authority });
    this.#failures = new FailureTally(target.timeout);
    const check = new ExpectationCheck(target.expect);
    this.#lanes = Array.from({ length: target.connections }, () => this.#newLane(check, address));
  }
  async run(milliseconds) {
    this.#completed = 0;
    this.#failures = new FailureTally(this.#target.timeout);
    this.#deadline = performance.now() + milliseconds;
    this.#driving = this.#lanes.length;
    const ended = new Promise((resolve) => {
      this.#ended = resolve;
    });
    const sweep = setInterval(() => this.#sweep(), sweepInterval(this.#target.timeout));
    for (const lane of this.#lanes) this.#next(lane);
    await ended;
    clearInterval(sweep);
    return {
      completed: this.#completed,
      errors: this.#failures.errors,
      firstError: this.#failures.firstError,
      shortages: this.#failures.shortages
    };
  }
  close() {
    for (const { connection } of this.#lanes) connection.close();
  }
  #newLane(check, address) {
    const lane = {
      connection: new Connection(address, { connectTimeout: this.#target.timeout }),
      exchange: new CheckedExchange(check, {
        answered: (unmet) => {
          if (unmet === void 0) this.#completed += 1;
          else this.#failures.unmet(lane.request, unmet);
          this.#next(lane);
        },
        broken: (error) => {
          this.#failures.broken(lane.request, error);
          lane.request = void 0;
          setTimeout(() => this.#next(lane), RECONNECT_PAUSE);
        }
      }),
      request: void 0,
      since: 0
    };
    return lane;
  }
  #next(lane) {
    const now = performance.now();
    if (now >= this.#deadline) {
      lane.request = void 0;
      this.#driving -= 1;
      if (this.#driving === 0) this.#ended();
      return;
    }
    const { planned, bytes, options } = this.#requests.next();
    lane.request = planned;
    lane.since = now;
    lane.connection.send(bytes, lane.exchange, options);
  }
  /** One timer for all requests: each would cost more than the rest of the loop. */
  #sweep() {
    const oldest = performance.now() - this.#target.timeout;
    for (const lane of this.#lanes) {
      if (lane.request !== void 0 && lane.since <= oldest) lane.connection.abort(new UnansweredError());
    }
  }
};
function sweepInterval(timeout) {
  return Math.min(100, Math.max(5, timeout / 50));
}

// src/load/compile-loop.ts
var HOST = "127.0.0.1";
var MILLISECONDS = 300;
async function compileLoop() {
  const server = (0, import_node_http.createServer)((_, response) => response.end("ok"));
  await new Promise((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address();
  const loop = new ClosedLoop({
    origin: `http://${HOST}:${port}`,
    requests: [{ method: "GET", path: "/", headers: {}, weight: 1, bodies: [] }],
    seed: "",
    regime: { kind: "closed" },
    connections: 8,
    expect: { status: [200], headers: {} },
    timeout: 5e3,
    pid: process.pid,
    cpus: []
  });
  await loop.run(MILLISECONDS);
  await loop.close();
  server.closeAllConnections();
  server.close();
}

// src/load/load-thread.ts
var import_node_worker_threads = require("node:worker_threads");

// src/worker-file.ts
var import_node_url = require("node:url");
var SOURCES = {
  generator: "./load/generator.ts",
  "metronome-thread": "./load/metronome-thread.ts",
  reaper: "./service/reaper.ts"
};
function workerFile(name) {
  const bundled = importMetaUrl.endsWith(".cjs");
  return (0, import_node_url.fileURLToPath)(new URL(bundled ? `./${name}.cjs` : SOURCES[name], importMetaUrl));
}

// src/load/load-thread.ts
var LoadThread = class {
  #worker;
  #waiting;
  #failure;
  constructor() {
    this.#worker = new import_node_worker_threads.Worker(workerFile("generator"));
    this.#worker.on("message", (answer2) => {
      if (answer2.kind === "failed") this.#waiting?.reject(new Error(answer2.message));
      else this.#waiting?.resolve(answer2);
      this.#waiting = void 0;
    });
    this.#worker.on("error", (error) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on("exit", () => this.#fail(new Error("a thread of the load generator ended")));
  }
  async ask(command) {
    if (this.#failure !== void 0) throw this.#failure;
    if (this.#waiting !== void 0)
      throw new Error("a thread of the load generator is asked one thing at a time");
    this.#waiting = Promise.withResolvers();
    this.#worker.postMessage(command);
    return await this.#waiting.promise;
  }
  async end() {
    await this.#worker.terminate();
  }
  #fail(error) {
    this.#failure ??= error;
    this.#waiting?.reject(error);
    this.#waiting = void 0;
  }
};

// src/host/kernel-units.ts
var import_node_fs = require("node:fs");
var import_node_os = require("node:os");
var AT_PAGESZ = 6;
var AT_CLKTCK = 17;
function parseAuxiliaryVector(vector, wordBytes, littleEndian) {
  const view = new DataView(vector.buffer, vector.byteOffset, vector.byteLength);
  const word = (offset) => wordBytes === 8 ? Number(view.getBigUint64(offset, littleEndian)) : view.getUint32(offset, littleEndian);
  const values = /* @__PURE__ */ new Map();
  for (let offset = 0; offset + 2 * wordBytes <= vector.byteLength; offset += 2 * wordBytes)
    values.set(word(offset), word(offset + wordBytes));
  return { ticksPerSecond: values.get(AT_CLKTCK) || 100, pageBytes: values.get(AT_PAGESZ) || 4096 };
}
var known;
function kernelUnits() {
  known ??= parseAuxiliaryVector(
    readVector(),
    ["arm", "ia32", "mipsel"].includes(process.arch) ? 4 : 8,
    (0, import_node_os.endianness)() === "LE"
  );
  return known;
}
function readVector() {
  try {
    return (0, import_node_fs.readFileSync)("/proc/self/auxv");
  } catch {
    return new Uint8Array();
  }
}

// src/host/read-text.ts
var import_node_fs2 = require("node:fs");
function readTextSync(file) {
  try {
    return (0, import_node_fs2.readFileSync)(file, "utf8");
  } catch {
    return void 0;
  }
}

// src/host/machine-cpu.ts
function readMachineCpu(cpus, proc = "/proc") {
  const wanted = new Set(cpus);
  const lines = (readTextSync(`${proc}/stat`) ?? "").matchAll(/^cpu(\d+) +(.*)$/gm);
  const times = [...lines].flatMap(([, id, line = ""]) => wanted.has(Number(id)) ? [timesOf(line)] : []);
  if (times.length === 0) return void 0;
  const total = (pick) => times.reduce((sum3, time) => sum3 + pick(time), 0);
  return {
    busy: total((time) => time.busy),
    idle: total((time) => time.idle),
    steal: total((time) => time.steal)
  };
}
function timesOf(line) {
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = line.split(" ").map((ticks) => Number(ticks) / kernelUnits().ticksPerSecond);
  return { busy: user + nice + system + irq + softirq, idle: idle + iowait, steal };
}

// src/host/walk-processes.ts
var import_node_fs3 = require("node:fs");

// src/host/process-stat.ts
function parseProcessStat(text) {
  const nameEnd = text.lastIndexOf(")");
  const pid = Number.parseInt(text, 10);
  const fields = text.slice(nameEnd + 2).trim().split(" ");
  if (nameEnd < 0 || Number.isNaN(pid) || fields.length < 22) return void 0;
  const field = (number) => Number(fields[number - 3]);
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    zombie: fields[0] === "Z" || fields[0] === "X",
    ownTicks: field(14) + field(15),
    waitedForTicks: field(16) + field(17),
    threads: field(20),
    startTicks: field(22),
    residentPages: field(24)
  };
}
function readProcessStat(pid, proc) {
  const text = readTextSync(`${proc}/${pid}/stat`);
  return text === void 0 ? void 0 : parseProcessStat(text);
}

// src/host/walk-processes.ts
function walkProcesses(roots, proc) {
  const childrenOf = childLister(roots, proc);
  const processes = [];
  const seen = new Set(roots);
  let someVanished = false;
  for (const pid of seen) {
    for (const child of childrenOf(pid)) seen.add(child);
    const stat = readProcessStat(pid, proc);
    if (stat === void 0) someVanished = true;
    else processes.push(stat);
  }
  return { processes, someVanished };
}
function readAllProcesses(proc) {
  const all = /* @__PURE__ */ new Map();
  for (const pid of listIds(proc)) {
    const stat = readProcessStat(pid, proc);
    if (stat !== void 0) all.set(pid, stat);
  }
  return all;
}
function listIds(folder) {
  try {
    return (0, import_node_fs3.readdirSync)(folder).filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}
function childLister(roots, proc) {
  if (roots.some((pid) => (0, import_node_fs3.existsSync)(`${proc}/${pid}/task/${pid}/children`)))
    return (pid) => listedChildren(pid, proc);
  const byParent = /* @__PURE__ */ new Map();
  for (const { pid, parent } of readAllProcesses(proc).values())
    byParent.set(parent, [...byParent.get(parent) ?? [], pid]);
  return (pid) => byParent.get(pid) ?? [];
}
function listedChildren(pid, proc) {
  const children = [];
  for (const thread of listIds(`${proc}/${pid}/task`)) {
    const text = readTextSync(`${proc}/${pid}/task/${thread}/children`)?.trim();
    for (const child of text ? text.split(" ") : []) children.push(Number(child));
  }
  return children;
}

// src/host/process-tree.ts
var MAX_WALKS = 3;
function readProcessTree(root, strays = [], proc = "/proc") {
  const roots = [root, ...strays];
  let walk = walkProcesses(roots, proc);
  for (let walks = 1; walk.someVanished && walks < MAX_WALKS; walks += 1) walk = walkProcesses(roots, proc);
  if (walk.processes.length === 0) return void 0;
  const { ticksPerSecond, pageBytes } = kernelUnits();
  const living = walk.processes.filter((process2) => !process2.zombie);
  return {
    cpuSeconds: sum(walk.processes.map((each) => each.ownTicks + each.waitedForTicks)) / ticksPerSecond,
    processes: living.length,
    threads: sum(living.map((each) => each.threads)),
    memoryBytes: sum(living.map((each) => each.residentPages)) * pageBytes
  };
}
function sum(numbers) {
  return numbers.reduce((total, each) => total + each, 0);
}

// src/load/read-limits.ts
var OTHER_FILES = 64;
var TIME_WAIT = "06";
var PORTS_LIMIT = 0.5;
function readLimits(connections, port, proc = "/proc") {
  const files = readDescriptorLimit(connections, proc);
  const descriptors = files !== void 0 && files.needed > files.limit ? files : void 0;
  const most = PORTS_LIMIT * localPorts(readTextSync(`${proc}/sys/net/ipv4/ip_local_port_range`) ?? "");
  const waiting = allInTimeWait(readTextSync(`${proc}/net/sockstat`) ?? "") > most ? inTimeWait(port, proc) : 0;
  const portsWait = waiting > most ? waiting : void 0;
  if (descriptors === void 0 && portsWait === void 0) return void 0;
  return { descriptors, portsInTimeWait: portsWait };
}
function readDescriptorLimit(connections, proc = "/proc") {
  const limit = openFilesLimit(readTextSync(`${proc}/self/limits`) ?? "");
  return limit === void 0 ? void 0 : { limit, needed: connections + OTHER_FILES };
}
function openFilesLimit(text) {
  const soft = /^Max open files +(\d+)/m.exec(text)?.[1];
  return soft === void 0 ? void 0 : Number(soft);
}
function allInTimeWait(sockstat) {
  return Number(/^TCP:.* tw (\d+)/m.exec(sockstat)?.[1] ?? 0);
}
function inTimeWait(port, proc) {
  const rows = ["tcp", "tcp6"].flatMap((table) => (readTextSync(`${proc}/net/${table}`) ?? "").split("\n"));
  const portOf = (address) => Number.parseInt(address?.split(":").at(-1) ?? "", 16);
  return rows.filter((row) => {
    const [, local, remote, state] = row.trim().split(/\s+/);
    return state === TIME_WAIT && (portOf(local) === port || portOf(remote) === port);
  }).length;
}
function localPorts(range) {
  const [first, last] = range.trim().split(/\s+/).map(Number);
  return first === void 0 || last === void 0 || !(last >= first) ? 65535 : last - first + 1;
}

// src/load/watch-standstill.ts
var TICK = 50;
function watchStandstill(now = () => performance.now()) {
  let last = now();
  let longest = 0;
  const look = () => {
    const at = now();
    longest = Math.max(longest, at - last - TICK);
    last = at;
  };
  const timer = setInterval(look, TICK);
  return {
    end() {
      clearInterval(timer);
      look();
      return Math.max(0, longest) / 1e3;
    }
  };
}

// src/load/measure-slice.ts
async function measureSlice({ loop, target, threads: threads2, descriptors }, { milliseconds, strays }) {
  const { pid, cpus, connections, origin } = target;
  const machineBefore = readMachineCpu(cpus);
  const programBefore = readProcessTree(pid, strays)?.cpuSeconds;
  const cpuBefore = process.cpuUsage();
  const watch = watchStandstill();
  const start = performance.now();
  const { elapsed, shortages = 0, ...counts } = await loop.run(milliseconds);
  const whole = (performance.now() - start) / 1e3;
  const standstill = watch.end();
  const cpu = process.cpuUsage(cpuBefore);
  const programAfter = readProcessTree(pid, strays)?.cpuSeconds;
  const machineAfter = readMachineCpu(cpus);
  const generatorCpu = (cpu.user + cpu.system) / 1e6;
  const known2 = programBefore !== void 0 && programAfter !== void 0 && programAfter >= programBefore;
  const programCpu = known2 ? programAfter - programBefore : void 0;
  return {
    ...counts,
    elapsed: elapsed ?? whole,
    ...elapsed === void 0 ? {} : { whole },
    programCpu,
    generatorCpu: generatorCpu / threads2,
    standstill,
    ...othersCpu(machineBefore, machineAfter, generatorCpu + (programCpu ?? 0)),
    limits: limitsOf(readLimits(connections, addressOf(origin).port), descriptors, shortages)
  };
}
function limitsOf(limits, descriptors, shortages) {
  if (shortages === 0) return limits;
  const files = descriptors && { ...descriptors, needed: Math.max(descriptors.needed, descriptors.limit + 1) };
  return { ...limits, ...limits?.portsInTimeWait === void 0 ? { descriptors: files } : {}, short: true };
}
function othersCpu(before, after, ours) {
  if (before === void 0 || after === void 0) return {};
  const stolenCpu = Math.max(0, after.steal - before.steal);
  return { othersCpu: Math.max(0, after.busy - before.busy + stolenCpu - ours), stolenCpu };
}

// src/load/arrivals.ts
function dueTimes({ arrivals, rate, milliseconds, phase = 0.5 }, random) {
  if (!(rate >= 0 && Number.isFinite(rate))) throw new RangeError(`a rate is 0 or more, not ${rate}`);
  const gap = 1e3 / rate;
  const times = [];
  switch (arrivals) {
    case "poisson": {
      const next = () => -Math.log(1 - random()) * gap;
      for (let time = next(); time < milliseconds; time += next()) times.push(time);
      break;
    }
    case "constant":
      for (let i = 0; (i + phase) * gap < milliseconds; i++) times.push((i + phase) * gap);
      break;
  }
  return Float64Array.from(times);
}
function joinDueTimes(stretches) {
  const joined = new Float64Array(stretches.reduce((sum3, { times }) => sum3 + times.length, 0));
  let count = 0;
  let start = 0;
  for (const { milliseconds, times } of stretches) {
    for (const time of times) joined[count++] = start + time;
    start += milliseconds;
  }
  return joined;
}

// src/load/metronome.ts
var import_node_events = require("node:events");
var import_node_worker_threads2 = require("node:worker_threads");

// src/load/monotonic-clock.ts
var import_node_process = require("node:process");
function monotonicNow() {
  const [seconds, nanoseconds] = (0, import_node_process.hrtime)();
  return seconds * 1e3 + nanoseconds / 1e6;
}

// src/load/metronome.ts
var STOPPED = 0;
var PASSED = 1;
var BEATING = 2;
var Metronome = class {
  #thread = new import_node_worker_threads2.Worker(workerFile("metronome-thread"));
  #online = (0, import_node_events.once)(this.#thread, "online");
  #beat = () => {
  };
  #state;
  constructor() {
    this.#thread.on("message", () => {
      if (this.#state === void 0) return;
      Atomics.store(this.#state, BEATING, 0);
      this.#beat();
    });
    this.#thread.unref();
  }
  /** Its thread runs: before that, beats come late. */
  async ready() {
    this.#thread.ref();
    await this.#online;
    this.#thread.unref();
  }
  /**
   * Beats at `times`, until stopped or started anew.
   * @param times milliseconds from `start` on the clock of `performance.now()`, ascending
   */
  start(times, { start, beat }) {
    this.stop();
    const offset = monotonicNow() - performance.now() + start;
    const shared = new Float64Array(new SharedArrayBuffer(times.byteLength));
    for (const [index, time] of times.entries()) shared[index] = offset + time;
    this.#beat = beat;
    this.#state = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
    this.#thread.postMessage({ times: shared, state: this.#state });
  }
  /** The first `count` times have been attended to. */
  passed(count) {
    if (this.#state !== void 0) Atomics.store(this.#state, PASSED, count);
  }
  stop() {
    if (this.#state === void 0) return;
    Atomics.store(this.#state, STOPPED, 1);
    Atomics.notify(this.#state, STOPPED);
    this.#state = void 0;
  }
};
var metronome;
function theMetronome() {
  metronome ??= new Metronome();
  return metronome;
}

// src/load/due-sender.ts
var LATE = 1;
var LEAD = 2;
var SWEEP = 25;
var DueSender = class {
  #pool;
  #run;
  #listener;
  #metronome = theMetronome();
  #timers = [];
  #finished = Promise.withResolvers();
  #start = 0;
  #next = 0;
  #end;
  /** Milliseconds from the start until which the run lasts, and after which nothing is due. */
  #lasts;
  /** No connection was free at the last look; the time at which one became so after that. */
  #exhausted = false;
  #freed = 0;
  constructor(pool, run, listener) {
    this.#pool = pool;
    this.#run = run;
    this.#listener = listener;
    this.#end = run.times.length;
    this.#lasts = run.milliseconds;
  }
  /** Resolves when the time is up and nothing is in flight. */
  async send() {
    await this.#metronome.ready();
    this.#start = performance.now() + LEAD;
    this.#pool.settled = (lane, failure) => this.#settled(lane, failure);
    this.#metronome.start(this.#run.times, { start: this.#start, beat: () => this.#sendDue() });
    this.#timers.push(
      setInterval(() => this.#look(), SWEEP),
      setTimeout(() => this.#finishIfDone(), LEAD + this.#run.milliseconds + 1)
    );
    await this.#finished.promise;
  }
  /** Milliseconds since the start. */
  get now() {
    return performance.now() - this.#start;
  }
  /** Sends nothing more, and waits for what is in flight only. Nothing is heard of what was not sent yet. */
  stop() {
    this.#end = this.#next;
    this.#lasts = Math.min(this.#lasts, this.now);
    this.#metronome.stop();
  }
  #sendDue() {
    while (this.#next < this.#end) {
      const due = this.#run.times[this.#next];
      const now = this.now;
      if (due > now) break;
      if (now - due > this.#run.dropAfter) {
        this.#listener.unsent(this.#next++);
        continue;
      }
      if (!this.#pool.hasFree) {
        this.#exhausted = true;
        break;
      }
      if (now - Math.max(due, this.#freed) > LATE) this.#listener.late(this.#next);
      this.#pool.send(this.#next++, due);
    }
    this.#metronome.passed(this.#next);
  }
  #settled({ index, due }, failure) {
    const now = this.now;
    if (this.#exhausted) {
      this.#exhausted = false;
      this.#freed = now;
    }
    if (failure === void 0) this.#listener.answered(index, now - due);
    else this.#listener.failed(index, now - due, failure);
    this.#sendDue();
    this.#finishIfDone();
  }
  #look() {
    const now = performance.now();
    this.#pool.abortSentBy(now - this.#run.timeout, new UnansweredError());
    this.#sendDue();
    const lastDue = this.#run.times[this.#end - 1] ?? 0;
    if (this.now > lastDue + this.#run.timeout) this.#giveUp();
    this.#finishIfDone();
  }
  #giveUp() {
    while (this.#next < this.#end) this.#listener.unsent(this.#next++);
    this.#pool.abortSentBy(Number.POSITIVE_INFINITY, new UnansweredError());
  }
  #finishIfDone() {
    if (this.#next < this.#end || this.#pool.inFlight > 0 || this.now < this.#lasts) return;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#metronome.stop();
    this.#finished.resolve();
  }
};

// src/load/histogram.ts
var import_JsHistogramFactory = __toESM(require_JsHistogramFactory(), 1);
var DIGITS = 3;
var LONGEST2 = 6e8;
var ENTRY_BYTES = 8;
var Counts = (0, import_JsHistogramFactory.constructorFromBucketSize)(32);
var Histogram = class _Histogram {
  #counts = new Counts(1, LONGEST2, DIGITS);
  /** Counts a duration in milliseconds. A negative one is 0, one past ten minutes is ten minutes. */
  record(milliseconds) {
    this.#counts.recordValue(Math.min(LONGEST2, Math.max(0, Math.round(milliseconds * 1e3))));
  }
  get count() {
    return this.#counts.totalCount;
  }
  /** Milliseconds; 0 where nothing was recorded. */
  get mean() {
    return this.#counts.mean / 1e3;
  }
  /** The milliseconds that `percentile` (0 to 100) per cent of the values do not exceed; 0 where nothing was recorded. */
  quantile(percentile) {
    return this.#counts.getValueAtPercentile(percentile) / 1e3;
  }
  /** Adds what another one counted. */
  add(other) {
    this.#counts.add(other.#counts);
  }
  /** Values that occurred and their counts, a few kilobytes. */
  encode() {
    const entries = [];
    for (let index = 0; index < this.#counts.countsArrayLength; index++) {
      const count = this.#counts.getCountAtIndex(index);
      if (count > 0) entries.push(this.#counts.valueFromIndex(index), count);
    }
    const bytes = new Uint8Array(entries.length * 4);
    const view = new DataView(bytes.buffer);
    for (const [index, entry] of entries.entries()) view.setUint32(index * 4, entry, true);
    return bytes;
  }
  /** @throws RangeError where `encoded` is not what `encode` wrote */
  static decode(encoded) {
    if (encoded.byteLength % ENTRY_BYTES !== 0)
      throw new RangeError(`a histogram is pairs of ${ENTRY_BYTES} bytes, not ${encoded.byteLength} bytes`);
    const histogram = new _Histogram();
    const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength);
    for (let offset = 0; offset < encoded.byteLength; offset += ENTRY_BYTES) {
      const value = view.getUint32(offset, true);
      if (value > LONGEST2) throw new RangeError(`a histogram holds up to ${LONGEST2} µs, not ${value}`);
      histogram.#counts.recordValueWithCount(value, view.getUint32(offset + 4, true));
    }
    return histogram;
  }
  /** What all of them counted. */
  static merge(encoded) {
    const merged = new _Histogram();
    for (const one of encoded) merged.add(_Histogram.decode(one));
    return merged;
  }
};

// src/load/lane-pool.ts
var LanePool = class {
  /** Hears of each request in flight when its connection is free again. */
  settled = () => {
  };
  #target;
  #address;
  #check;
  #requests;
  #lanes = [];
  #free = [];
  constructor(target) {
    this.#target = target;
    this.#address = addressOf(target.origin);
    this.#check = new ExpectationCheck(target.expect);
    this.#requests = new RequestSequence(target.requests, {
      seed: target.seed,
      authority: this.#address.authority
    });
  }
  get inFlight() {
    return this.#lanes.length - this.#free.length;
  }
  /** Whether a request could be sent now. */
  get hasFree() {
    return this.#free.length > 0 || this.#lanes.length < this.#target.connections;
  }
  /**
   * Sends the next request of the sequence.
   * @param due ms, on any clock
   * @throws Error where no connection is free
   */
  send(index, due) {
    if (!this.hasFree) throw new Error("no connection is free");
    const lane = this.#free.pop() ?? this.#newLane();
    const { planned, bytes, options } = this.#requests.next();
    lane.inFlight = true;
    lane.request = planned;
    lane.index = index;
    lane.due = due;
    lane.sentAt = performance.now();
    lane.connection.send(bytes, lane.exchange, options);
  }
  /** Breaks the requests that were sent at `time`, on the clock of `performance.now()`, or before. */
  abortSentBy(time, error) {
    for (const { inFlight, sentAt, connection } of this.#lanes) {
      if (inFlight && sentAt <= time) connection.abort(error);
    }
  }
  close() {
    for (const { connection } of this.#lanes) connection.close();
  }
  #newLane() {
    const lane = {
      connection: new Connection(this.#address, { connectTimeout: this.#target.timeout }),
      exchange: new CheckedExchange(this.#check, {
        answered: (unmet) => this.#release(lane, unmet && { kind: "unmet", request: lane.request, unmet }),
        broken: (error) => this.#release(lane, { kind: "broken", request: lane.request, error })
      }),
      inFlight: false,
      request: void 0,
      index: 0,
      due: 0,
      sentAt: 0
    };
    this.#lanes.push(lane);
    return lane;
  }
  #release(lane, failure) {
    lane.inFlight = false;
    this.#free.push(lane);
    this.settled(lane, failure);
  }
};
function tallyFailure(tally, failure) {
  switch (failure.kind) {
    case "unmet":
      tally.unmet(failure.request, failure.unmet);
      break;
    case "broken":
      tally.broken(failure.request, failure.error);
      break;
  }
}

// src/load/open-loop.ts
var LEAD_IN = 0.2;
function offeredTimes({ seed }, { rate, arrivals, phase }, { slice, milliseconds }) {
  const times = dueTimes({ arrivals, rate, milliseconds, phase }, seededRandom(`${seed} arrivals ${slice}`));
  return { times, leadIn: LEAD_IN * milliseconds };
}
var OpenLoop = class {
  #target;
  #regime;
  #pool;
  #slices = 0;
  constructor(target, regime) {
    this.#target = target;
    this.#regime = regime;
    this.#pool = new LanePool(target);
  }
  async run(milliseconds) {
    const { timeout } = this.#target;
    const slice = this.#slices++;
    const { times, leadIn } = offeredTimes(this.#target, this.#regime, { slice, milliseconds });
    const tally = new FailureTally(timeout);
    const latencies = new Histogram();
    let completed = 0;
    let unsent = 0;
    let late = 0;
    const record = (index, latency) => {
      if (times[index] >= leadIn) latencies.record(latency);
    };
    const sender = new DueSender(
      this.#pool,
      { times, milliseconds, timeout, dropAfter: Number.POSITIVE_INFINITY },
      {
        answered(index, latency) {
          completed += 1;
          record(index, latency);
        },
        failed(index, latency, failure) {
          tallyFailure(tally, failure);
          record(index, Math.max(latency, timeout));
        },
        unsent(index) {
          unsent += 1;
          record(index, sender.now - times[index]);
        },
        late() {
          late += 1;
        }
      }
    );
    await sender.send();
    return {
      completed,
      errors: tally.errors,
      firstError: tally.firstError,
      shortages: tally.shortages,
      elapsed: sender.now / 1e3,
      latencies: latencies.encode(),
      offered: { due: times.length, unsent, late }
    };
  }
  close() {
    this.#pool.close();
  }
};

// src/stats/quantiles.ts
function quantile(sample, p) {
  needsValues(sample, 1);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${p}`);
  const sorted = ascending(sample);
  const position = (sorted.length - 1) * p;
  const index = Math.floor(position);
  const below = sorted[index];
  const above = sorted[Math.min(index + 1, sorted.length - 1)];
  return below + (position - index) * (above - below);
}
function ascending(sample) {
  return [...sample].sort((a, b) => a - b);
}
function needsValues(sample, needed) {
  if (sample.length < needed) throw new RangeError(`needs ${needed} values or more, got ${sample.length}`);
}

// src/load/recovery.ts
var WINDOW = 10;
var NORMAL = 9;
var FEWEST_CALM = 10;
function normalLimit(calm) {
  if (calm.length < FEWEST_CALM) return void 0;
  const limit = 2 * quantile(calm, NORMAL / WINDOW) + 1;
  return Number.isFinite(limit) ? limit : void 0;
}
function recoverySeconds({ due, latency }, limit) {
  const isNormal = (index) => latency[index] <= limit;
  let normal = 0;
  for (let last = 0; last < latency.length && !Number.isNaN(latency[last]); last++) {
    const first = last - WINDOW + 1;
    if (first > 0 && isNormal(first - 1)) normal -= 1;
    if (isNormal(last)) normal += 1;
    if (first >= 0 && normal >= NORMAL && isNormal(first)) return due[first] / 1e3;
  }
  return null;
}

// src/load/episode-count.ts
var EpisodeCount = class {
  #plan;
  #times;
  #deadline;
  #calm = [];
  #errors;
  /** Index of the first request due in the counted part, and of the first one after the overload. */
  #counted;
  #after;
  #afterDue;
  #afterLatency;
  #good = 0;
  #tooLate = 0;
  #failed = 0;
  #dropped = 0;
  #shortages = 0;
  #sentLate = 0;
  /** @param load times: of all requests, ms from the start; deadline and timeout in ms */
  constructor(plan, load) {
    this.#errors = new FailureTally(load.timeout);
    this.#plan = plan;
    this.#times = load.times;
    this.#deadline = load.deadline;
    const from = plan.calm + plan.ramp;
    const to = from + plan.counted;
    this.#counted = firstFrom(load.times, from);
    this.#after = firstFrom(load.times, to);
    this.#afterDue = load.times.slice(this.#after).map((due) => due - to);
    this.#afterLatency = new Float64Array(this.#afterDue.length).fill(Number.NaN);
  }
  /** Seconds from the end of the overload until latency was normal; null where it is not yet. */
  get recovery() {
    const limit = normalLimit(this.#calm) ?? this.#deadline;
    return recoverySeconds({ due: this.#afterDue, latency: this.#afterLatency }, limit);
  }
  answered(index, latency) {
    if (this.#isCounted(index)) {
      if (latency <= this.#deadline) this.#good += 1;
      else this.#tooLate += 1;
    } else if (this.#isCalm(index)) this.#calm.push(latency);
    else this.#setAfter(index, latency);
  }
  failed(index, _latency, failure) {
    if (failure.kind === "broken" && isOwnShortage(failure.error)) this.#shortages += 1;
    else if (this.#isCounted(index)) this.#failed += 1;
    else if (this.#isCalm(index)) tallyFailure(this.#errors, failure);
    else this.#setAfter(index, Number.POSITIVE_INFINITY);
  }
  unsent(index) {
    if (this.#isCounted(index)) {
      this.#dropped += 1;
      this.#tooLate += 1;
    } else this.#setAfter(index, Number.POSITIVE_INFINITY);
  }
  late(index) {
    if (this.#isCounted(index)) this.#sentLate += 1;
  }
  counts() {
    return {
      completed: this.#good,
      errors: this.#errors.errors,
      firstError: this.#errors.firstError,
      shortages: this.#shortages,
      elapsed: this.#plan.counted / 1e3,
      offered: { due: this.#after - this.#counted, unsent: this.#dropped, late: this.#sentLate },
      overload: { late: this.#tooLate, failed: this.#failed, recovery: this.recovery }
    };
  }
  #isCounted(index) {
    return index >= this.#counted && index < this.#after;
  }
  #isCalm(index) {
    return this.#times[index] < this.#plan.calm;
  }
  #setAfter(index, latency) {
    if (index >= this.#after) this.#afterLatency[index - this.#after] = latency;
  }
};
function firstFrom(times, from) {
  const index = times.findIndex((time) => time >= from);
  return index === -1 ? times.length : index;
}

// src/load/episode-plan.ts
var CALM_REQUESTS = 40;
var CALM_SHARE = 0.5;
function planEpisode({ rate, calmRate, deadline }, milliseconds) {
  const excess = Math.max(0, rate * CALM_SHARE / calmRate - 1);
  const ramp = within(1.5 * deadline / excess, 3 * deadline, 10 * deadline);
  const counted = Math.max(milliseconds, 2 * deadline);
  const backlog = excess * (ramp + counted);
  return {
    calm: within(1e3 * CALM_REQUESTS / calmRate, 300, 3e3),
    ramp,
    counted,
    after: within(1.5 * backlog / (1 - CALM_SHARE) + 500, 2e3, 1e4)
  };
}
function within(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

// src/load/overload-loop.ts
var LOOK = 50;
var OverloadLoop = class {
  #target;
  #regime;
  #pool;
  #episodes = 0;
  constructor(target, regime) {
    this.#target = target;
    this.#regime = regime;
    this.#pool = new LanePool(target);
  }
  /** Runs an episode whose counted part lasts `milliseconds`, or two deadlines where that is longer. */
  async run(milliseconds) {
    const { deadline } = this.#regime;
    const { timeout } = this.#target;
    const plan = planEpisode(this.#regime, milliseconds);
    const times = this.#times(plan);
    const count = new EpisodeCount(plan, { times, deadline, timeout });
    const run = { times, milliseconds: 0, timeout, dropAfter: deadline };
    const sender = new DueSender(this.#pool, run, count);
    const looking = setInterval(() => {
      if (count.recovery !== null) sender.stop();
    }, LOOK);
    await sender.send();
    clearInterval(looking);
    return count.counts();
  }
  close() {
    this.#pool.close();
  }
  #times({ calm, ramp, counted, after }) {
    const { rate, calmRate, arrivals, phase } = this.#regime;
    const random = seededRandom(`${this.#target.seed} episode ${this.#episodes++}`);
    const stretch = (milliseconds, atRate) => ({
      milliseconds,
      times: dueTimes({ arrivals, rate: atRate, milliseconds, phase }, random)
    });
    return joinDueTimes([stretch(calm, calmRate), stretch(ramp + counted, rate), stretch(after, calmRate)]);
  }
};

// src/load/stream-loop.ts
var import_promises = require("node:timers/promises");

// src/stats/extremes.ts
function largest(values) {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) most = Math.max(most, value);
  return most;
}

// src/load/apportion.ts
function apportion(seats, weights) {
  const given2 = weights.map(() => 0);
  return Array.from({ length: seats }, () => {
    const claims = weights.map((weight, index) => weight / (2 * given2[index] + 1));
    const next = claims.indexOf(largest(claims));
    given2[next] = given2[next] + 1;
    return next;
  });
}

// src/load/stream-events.ts
function eventCounter(unit) {
  switch (unit) {
    case "lines":
      return new LineCounter();
    case "events":
      return new ServerSentEventCounter();
    case "chunks":
      return { count: (_, chunkEnds) => chunkEnds ? 1 : 0 };
  }
}
var TAB = 9;
var LF3 = 10;
var CR3 = 13;
var SPACE3 = 32;
var COLON2 = 58;
var LineCounter = class {
  #blank = true;
  count(piece) {
    let lines = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.#blank) {
        while (isWhitespace(piece[at])) at += 1;
        if (at === piece.length) break;
        this.#blank = piece[at] === LF3;
      }
      const end = piece.indexOf(LF3, at);
      if (end === -1) break;
      if (!this.#blank) lines += 1;
      this.#blank = true;
      at = end + 1;
    }
    return lines;
  }
};
function isWhitespace(byte) {
  return byte === SPACE3 || byte === TAB || byte === CR3;
}
var DATA = [...new TextEncoder().encode("data")];
var OTHER = -1;
var BYTE_ORDER_MARK = [239, 187, 191];
var ServerSentEventCounter = class {
  /** Bytes of a byte order mark that were read; 3 also where there is none, for it can stand at the beginning alone. */
  #mark = 0;
  /** How many letters of “data” the line began with so far, or OTHER. */
  #letters = 0;
  #empty = true;
  /** The last line ended with CR: an LF that follows belongs to it. */
  #afterCr = false;
  #data = false;
  count(piece) {
    let events = 0;
    let at = this.#skipMark(piece);
    let nextCr = -1;
    while (at < piece.length) {
      if (this.#afterCr) {
        this.#afterCr = false;
        if (piece[at] === LF3) {
          at += 1;
          continue;
        }
      }
      const lf = indexOf(piece, LF3, at);
      if (nextCr < at) nextCr = indexOf(piece, CR3, at);
      const end = Math.min(lf, nextCr);
      this.#readName(piece, at, end);
      if (end === piece.length) break;
      if (this.#endLine()) events += 1;
      this.#afterCr = end === nextCr;
      at = end + 1;
    }
    return events;
  }
  #skipMark(piece) {
    let at = 0;
    while (this.#mark < BYTE_ORDER_MARK.length && at < piece.length) {
      if (piece[at] !== BYTE_ORDER_MARK[this.#mark]) {
        if (this.#mark > 0) this.#beginOther();
        this.#mark = BYTE_ORDER_MARK.length;
        break;
      }
      this.#mark += 1;
      at += 1;
    }
    return at;
  }
  #beginOther() {
    this.#letters = OTHER;
    this.#empty = false;
  }
  /** Reads a line's bytes from `start` to `end`, as far as they tell its field name. */
  #readName(piece, start, end) {
    if (start < end) this.#empty = false;
    for (let at = start; at < end && this.#letters !== OTHER; at += 1) {
      if (this.#letters === DATA.length) {
        if (piece[at] === COLON2) this.#data = true;
        this.#letters = OTHER;
      } else {
        this.#letters = piece[at] === DATA[this.#letters] ? this.#letters + 1 : OTHER;
      }
    }
  }
  /** Whether the line that ended here dispatches an event. */
  #endLine() {
    if (this.#letters === DATA.length) this.#data = true;
    const dispatched = this.#empty && this.#data;
    if (this.#empty) this.#data = false;
    this.#letters = 0;
    this.#empty = true;
    return dispatched;
  }
};
function indexOf(piece, byte, from) {
  const found = piece.indexOf(byte, from);
  return found === -1 ? piece.length : found;
}

// src/load/open-stream.ts
var EndedStreamError = class extends Error {
  name = "EndedStreamError";
  constructor(events) {
    const after = events === 0 ? "before its first event" : `after ${events} ${events === 1 ? "event" : "events"}`;
    super(`the stream ended by itself ${after}, and a stream that is measured must go on until it is closed`);
  }
};
var OpenStream = class {
  #listener;
  #counter;
  #answered = false;
  #events = 0;
  #last = 0;
  #longest = 0;
  #over = false;
  constructor(unit, listener) {
    this.#counter = eventCounter(unit);
    this.#listener = listener;
  }
  /** Whether there was an event. */
  get flows() {
    return this.#events > 0;
  }
  /** Milliseconds since the last event of a stream that goes on; 0 before the first. */
  get silence() {
    return this.flows && !this.#over ? performance.now() - this.#last : 0;
  }
  /** As `silence`, where that is longer than any gap before; else nothing. */
  get stall() {
    const gap = this.silence;
    return gap > this.#longest ? gap : void 0;
  }
  head(head) {
    this.#answered = true;
    this.#listener.head(head);
  }
  body(piece, chunkEnds) {
    const count = this.#counter.count(piece, chunkEnds);
    if (count === 0) return;
    const now = performance.now();
    const gap = now - this.#last;
    const flowed = this.flows;
    this.#events += count;
    this.#last = now;
    if (flowed) {
      this.#longest = Math.max(this.#longest, gap);
      this.#listener.events(count, gap);
    } else this.#listener.first();
  }
  end() {
    this.#over = true;
    this.#listener.over(new EndedStreamError(this.#events));
  }
  broken(error) {
    this.#over = true;
    this.#listener.over(this.#wasCut(error) ? new EndedStreamError(this.#events) : error);
  }
  /** Whether the connection was lost in the middle of the stream, rather than not to be had or misused. */
  #wasCut(error) {
    if (error instanceof BrokenExchange) return error.kind === "closed-early";
    return this.#answered && !(error instanceof UnansweredError);
  }
};

// src/load/stream-slice.ts
var StreamSlice = class {
  #gaps = new Histogram();
  #tally;
  #begun = Promise.withResolvers();
  #allFailed = Promise.withResolvers();
  #waiting;
  #open;
  #completed = 0;
  #start = 0;
  #counting = false;
  /** @param timeout as `FailureTally` has it */
  constructor(streams, timeout) {
    this.#tally = new FailureTally(timeout);
    this.#waiting = streams;
    this.#open = streams;
    this.#beginOnceAllFlow();
  }
  /** Resolves when every stream flows, or failed before it did. */
  get begun() {
    return this.#begun.promise;
  }
  /** Resolves when no stream is left. */
  get allFailed() {
    return this.#allFailed.promise;
  }
  /** A stream had its first event. */
  first() {
    this.#waiting -= 1;
    this.#beginOnceAllFlow();
  }
  /** So many events came at once, so many milliseconds after the one before them. */
  events(count, gap) {
    if (!this.#counting) return;
    this.#completed += count;
    this.#gaps.record(gap);
    for (let more = 1; more < count; more += 1) this.#gaps.record(0);
  }
  /** A stream was answered with something else. */
  unmet(request, unmet) {
    this.#tally.unmet(request, unmet);
    this.#lose(false);
  }
  /** A stream did not come, or was over before it was closed. */
  over(request, error, flowed) {
    this.#tally.broken(request, error);
    this.#lose(flowed);
  }
  /**
   * The time is up. A gap that is open and longer than any of its stream counts as long as it is by now, lest a service
   * that stalls looks well because the slice ended first.
   */
  finish(streams) {
    const elapsed = (performance.now() - this.#start) / 1e3;
    this.#counting = false;
    for (const { stall } of streams) if (stall !== void 0) this.#gaps.record(stall);
    const { errors, firstError, shortages } = this.#tally;
    return {
      completed: this.#completed,
      errors,
      firstError,
      shortages,
      elapsed,
      latencies: this.#gaps.encode()
    };
  }
  #lose(flowed) {
    this.#open -= 1;
    if (!flowed) this.#waiting -= 1;
    this.#beginOnceAllFlow();
    if (this.#open === 0) this.#allFailed.resolve();
  }
  #beginOnceAllFlow() {
    if (this.#waiting > 0 || this.#counting) return;
    this.#counting = true;
    this.#start = performance.now();
    this.#begun.resolve();
  }
};

// src/load/stream-loop.ts
var SETTLE = { least: 10, most: 250 };
var WATCH = 10;
var StreamLoop = class {
  #unit;
  #timeout;
  #check;
  #sources;
  constructor(target, { count }) {
    const { host, port, authority } = addressOf(target.origin);
    const { requests, seed, connections } = target;
    const sequences = requests.map((request) => new RequestSequence([request], { seed, authority }));
    const weights = requests.map(({ weight }) => weight);
    this.#unit = count;
    this.#timeout = target.timeout;
    this.#check = new ExpectationCheck(target.expect);
    this.#sources = apportion(connections, weights).map((index) => ({
      request: sequences[index].next(),
      connection: new Connection({ host, port }, { connectTimeout: target.timeout })
    }));
  }
  async run(milliseconds) {
    const slice = new StreamSlice(this.#sources.length, this.#timeout);
    const streams = this.#sources.map((source) => this.#open(source, slice));
    const impatience = setTimeout(() => this.#abortSilent(streams), this.#timeout);
    await slice.begun;
    clearTimeout(impatience);
    const watch = setInterval(() => this.#abortStalled(streams), this.#timeout / WATCH);
    await within2(milliseconds, slice.allFailed);
    clearInterval(watch);
    this.#abortStalled(streams);
    const counts = slice.finish(streams);
    this.close();
    await (0, import_promises.setTimeout)(settling(streams.length, counts));
    return counts;
  }
  close() {
    for (const { connection } of this.#sources) connection.close();
  }
  #open({ request: { planned, bytes, options }, connection }, slice) {
    const check = this.#check;
    const stream = new OpenStream(this.#unit, {
      head(head) {
        const unmet = check.status(head.status) ?? check.headers(head.headers());
        if (unmet === void 0) return;
        connection.close();
        slice.unmet(planned, unmet);
      },
      first: () => slice.first(),
      events: (count, gap) => slice.events(count, gap),
      over: (error) => slice.over(planned, error, stream.flows)
    });
    connection.send(bytes, stream, options);
    return stream;
  }
  /** A stream that has been silent for longer than the timeout is lost, though it gave events before. */
  #abortStalled(streams) {
    for (const [index, { connection }] of this.#sources.entries())
      if ((streams[index]?.silence ?? 0) > this.#timeout) connection.abort(new SilentStreamError(this.#unit));
  }
  #abortSilent(streams) {
    for (const [index, { connection }] of this.#sources.entries())
      if (streams[index]?.flows === false) connection.abort(new SilentStreamError(this.#unit));
  }
};
async function within2(milliseconds, over) {
  const { promise, resolve } = Promise.withResolvers();
  const timer = setTimeout(resolve, milliseconds);
  await Promise.race([promise, over]);
  clearTimeout(timer);
}
function settling(streams, { completed, elapsed }) {
  const gap = completed > 0 ? 1e3 * elapsed * streams / completed : 0;
  return Math.min(SETTLE.most, Math.max(SETTLE.least, 2 * gap));
}

// src/load/start-loop.ts
function startLoop(target) {
  const { regime } = target;
  switch (regime.kind) {
    case "closed":
      return new ClosedLoop(target);
    case "open":
      return new OpenLoop(target, regime);
    case "overload":
      return new OverloadLoop(target, regime);
    case "stream":
      return new StreamLoop(target, regime);
  }
}

// src/load/serve-thread.ts
function serveThread(port) {
  const loops = /* @__PURE__ */ new Map();
  let compiled2;
  const answer2 = (message) => port.postMessage(message);
  port.on("message", (command) => {
    carryOut2(command).then(
      answer2,
      (error) => answer2({ kind: "failed", message: error instanceof Error ? error.message : String(error) })
    );
  });
  async function carryOut2(command) {
    const loop = loops.get(command.id);
    switch (command.kind) {
      case "open":
        compiled2 ??= compileLoop();
        await compiled2;
        loops.set(command.id, startLoop(command.target));
        return { kind: "done" };
      case "run":
        if (loop === void 0) throw new Error(`loop ${command.id} is not open`);
        return { kind: "counts", counts: await loop.run(command.milliseconds) };
      case "close":
        loops.delete(command.id);
        await loop?.close();
        return { kind: "done" };
    }
  }
}

// src/load/merge-counts.ts
function mergeCounts(parts) {
  const elapsed = given(parts, (part) => part.elapsed);
  const latencies = given(parts, (part) => part.latencies);
  const offered = given(parts, (part) => part.offered);
  const overload = given(parts, (part) => part.overload);
  return {
    completed: sum2(parts, (part) => part.completed),
    errors: sumErrors(parts.map(({ errors }) => errors)),
    firstError: parts.find(({ firstError }) => firstError !== void 0)?.firstError,
    shortages: sum2(parts, ({ shortages = 0 }) => shortages),
    ...elapsed.length > 0 && { elapsed: largest(elapsed) },
    ...latencies.length > 0 && { latencies: Histogram.merge(latencies).encode() },
    ...offered.length > 0 && { offered: mergeOffered(offered) },
    ...overload.length > 0 && { overload: mergeEpisodes(overload) }
  };
}
function mergeOffered(parts) {
  return {
    due: sum2(parts, ({ due }) => due),
    unsent: sum2(parts, ({ unsent }) => unsent),
    late: sum2(parts, ({ late }) => late)
  };
}
function mergeEpisodes(parts) {
  const recoveries = parts.map(({ recovery }) => recovery);
  return {
    late: sum2(parts, ({ late }) => late),
    failed: sum2(parts, ({ failed }) => failed),
    recovery: recoveries.includes(null) ? null : largest(recoveries.map((recovery) => recovery ?? 0))
  };
}
function given(parts, pick) {
  return parts.map(pick).filter((value) => value !== void 0);
}
function sum2(parts, pick) {
  return parts.reduce((total, part) => total + pick(part), 0);
}

// src/load/target-share.ts
function shareOf(target, index, of) {
  if (of === 1) return target;
  return {
    ...target,
    connections: Math.floor(target.connections / of) + (index < target.connections % of ? 1 : 0),
    regime: regimeShare(target.regime, index, of),
    requests: target.requests.map((request) => ({ ...request, bodies: bodiesShare(request, index, of) })),
    seed: `${target.seed}/${index}`
  };
}
function regimeShare(regime, index, of) {
  const phase = (index + 0.5) / of;
  switch (regime.kind) {
    case "closed":
    case "stream":
      return regime;
    case "open":
      return { ...regime, rate: regime.rate / of, phase };
    case "overload":
      return { ...regime, rate: regime.rate / of, calmRate: regime.calmRate / of, phase };
  }
}
function bodiesShare({ bodies }, index, of) {
  return bodies.length < of ? bodies : bodies.filter((_, position) => position % of === index);
}

// src/load/threaded-loop.ts
var ThreadedLoop = class _ThreadedLoop {
  #id;
  #threads;
  constructor(id, threads2) {
    this.#id = id;
    this.#threads = threads2;
  }
  /** @param id of no other loop on these threads */
  static async open(id, target, threads2) {
    await Promise.all(
      threads2.map(
        (thread, index) => thread.ask({ kind: "open", id, target: shareOf(target, index, threads2.length) })
      )
    );
    return new _ThreadedLoop(id, threads2);
  }
  async run(milliseconds) {
    const answers = await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: "run", id: this.#id, milliseconds }))
    );
    return mergeCounts(answers.flatMap((answer2) => answer2.kind === "counts" ? [answer2.counts] : []));
  }
  async close() {
    await Promise.all(this.#threads.map((thread) => thread.ask({ kind: "close", id: this.#id })));
  }
};

// src/load/generator.ts
var compiled;
var threads = [];
var targets = /* @__PURE__ */ new Map();
if (import_node_worker_threads3.isMainThread) serveParent();
else if (import_node_worker_threads3.parentPort !== null) serveThread(import_node_worker_threads3.parentPort);
function serveParent() {
  process.on("disconnect", () => process.exit(0));
  process.on("SIGINT", () => {
  });
  process.on("message", (command) => {
    carryOut(command).then(
      answer,
      (error) => answer({
        kind: "failed",
        id: command.id,
        message: error instanceof Error ? error.message : String(error)
      })
    );
  });
}
function answer(message) {
  process.send?.(message, void 0, void 0, () => {
  });
}
async function carryOut(command) {
  const { id } = command;
  switch (command.kind) {
    case "ready":
      return { kind: "done", id };
    case "open":
      targets.set(id, await open(id, command.target, command.threads));
      return { kind: "done", id };
    case "slice":
      return { kind: "slice", id, slice: await measureSlice(opened(id), command) };
    case "close":
      await opened(id).loop.close();
      targets.delete(id);
      return { kind: "done", id };
  }
}
async function open(id, target, wanted) {
  const descriptors = readDescriptorLimit(target.connections);
  const count = Math.max(1, Math.min(wanted, target.connections));
  if (count === 1) {
    compiled ??= compileLoop();
    await compiled;
    return { loop: startLoop(target), target, threads: 1, descriptors };
  }
  while (threads.length < count) threads.push(new LoadThread());
  const loop = await ThreadedLoop.open(id, target, threads.slice(0, count));
  return { loop, target, threads: count, descriptors };
}
function opened(id) {
  const target = targets.get(id);
  if (target === void 0) throw new Error(`target ${id} is not open`);
  return target;
}
